from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage as Base


class EmailVerificationStage(Base):
    """Who signed up by phone has no e-mail to verify: their phone was verified one stage before."""

    def handle(self) -> Any:
        user = self.login.user
        if user is not None and not user.email and not EmailAddress.objects.filter(user=user).exists():
            return None, True
        return super().handle()
