"""How allauth meets our people: sign-up by e-mail or Korean mobile number, our words, our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import phones, wording
from accounts.forms.fields import PhoneField
from accounts.models import Membership, User
from accounts.notifying import send_sms
from accounts.policies import has_role
from accounts.services.contacts import contacts_sync
from accounts.services.people import user_sign_up

WRONG = gettext_lazy("이메일(휴대전화)이나 비밀번호가 맞지 않아요. 다시 적어 주세요.")
TOO_MANY = gettext_lazy("여러 번 틀려서 잠시 막았어요. 5분 뒤에 다시 하거나 비밀번호를 새로 정해 주세요.")
BAD_CODE = gettext_lazy("인증번호가 맞지 않아요. 받은 번호를 다시 확인해 주세요.")

STALE = gettext_lazy("잘못됐거나 기간이 지난 주소예요. 로그인 화면의 ‘비밀번호를 잊었어요’에서 다시 시작해 주세요.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("쓸 수 없는 계정이에요. 고용센터(1350)에 물어봐 주세요."),
        "email_password_mismatch": WRONG,
        "phone_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "incorrect_code": BAD_CODE,
        "incorrect_password": gettext_lazy("비밀번호가 맞지 않아요. 다시 적어 주세요."),
        "enter_current_password": gettext_lazy("지금 쓰는 비밀번호가 맞지 않아요. 다시 적어 주세요."),
        "email_taken": gettext_lazy("이미 쓰고 있는 이메일이에요. 로그인해 주세요."),
        "phone_taken": gettext_lazy("이미 쓰고 있는 휴대전화 번호예요. 로그인해 주세요."),
        "duplicate_email": gettext_lazy("이미 이 계정에 있는 이메일이에요."),
        "same_as_current": gettext_lazy("지금 쓰는 것과 달라야 해요."),
        "select_only_one": gettext_lazy("이메일과 휴대전화 가운데 하나만 적어 주세요."),
        "cannot_remove_primary_email": gettext_lazy(
            "로그인에 쓰는 이메일은 지울 수 없어요. 먼저 다른 이메일로 바꿔 주세요."
        ),
        "unverified_primary_email": gettext_lazy("먼저 이메일을 확인해 주세요."),
        "invalid_or_expired_key": STALE,
        "invalid_password_reset": STALE,
        "invalid_login": gettext_lazy("이메일이나 휴대전화 번호를 다시 적어 주세요."),
        "rate_limited": gettext_lazy("방금 보냈어요. 30초 뒤에 다시 눌러 주세요."),
    }

    # --- sign-up and sign-in ---

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        data = form.cleaned_data
        user.email, user.phone = data.get("email") or None, data.get("phone") or None
        if data.get("password1"):
            user.set_password(data["password1"])
        else:
            user.set_unusable_password()
        consents = [purpose for purpose in form.consent_fields if data.get(f"consent_{purpose}")]  # type: ignore[attr-defined]
        return user_sign_up(user=user, name=data["name"], language=request.LANGUAGE_CODE, consents=consents)

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.account.stages.EmailVerificationStage": "accounts.stages.EmailVerificationStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        contacts_sync(user=user)
        return super().post_login(request, user, **kwargs)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """allauth's own key leaves the phone out: all phone sign-ins would be locked out together."""
        base = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{base}{credentials.get('phone', '')}"

    def set_password(self, user: User, password: str) -> None:
        """Who set a new password is not kept out by earlier guesses: allauth forgets those by e-mail only."""
        super().set_password(user, password)
        if user.phone:
            self._delete_login_attempts_cached_email(self.request, phone=user.phone)

    def get_user_search_fields(self) -> list[str]:
        return ["email"]

    # --- e-mail, or a text message where allauth's "e-mail" is the phone of who has no e-mail ---

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed:
            contacts_sync(user=email_address.user)
        return confirmed

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if "@" not in email:
            if text := wording.sms(template_prefix, context):
                send_sms(to=email, text=text)
            return
        subject, body = wording.mail(template_prefix, context)
        if subject:
            send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [email])

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        if not email and user.phone_verified and not EmailAddress.objects.get_primary_email(user):
            email = user.phone
        super().send_notification_mail(template_prefix, user, context, email)

    # --- phone ---

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        kwargs.setdefault("label", gettext_lazy("휴대전화"))
        return PhoneField(**kwargs)

    def clean_phone(self, phone: str) -> str:
        return phones.normalise(phone)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, True)
        contacts_sync(user=user)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=phone, is_active=True).first()

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        send_sms(to=phone, text=_("인증번호는 %(code)s 예요. 다른 사람에게 알려 주지 마세요.") % {"code": code})

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        send_sms(to=phone, text=wording.unknown_phone())

    def send_account_already_exists_sms(self, phone: str) -> None:
        send_sms(to=phone, text=_("이 번호로 이미 가입했어요. ‘인증번호로 로그인’을 써 주세요."))

    # --- words shown on the page ---

    def add_message(  # noqa: PLR0917 - allauth's own signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        text = message or wording.notice(message_template or "", message_context or {})
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": _("비밀번호로 확인하기"),
            "mfa_reauthenticate": _("인증 앱이나 복구 코드로 확인하기"),
            "mfa_reauthenticate:webauthn": _("패스키로 확인하기"),
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": words.get(method["id"], method["description"])} for method in methods]


class SocialAdapter(DefaultSocialAccountAdapter):
    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "email_taken": gettext_lazy("이 이메일로 이미 가입했어요. 로그인한 뒤 %s 계정을 이어 주세요."),
        "no_password": gettext_lazy("먼저 비밀번호를 정해 주세요. 이것을 끊으면 로그인할 길이 없어져요."),
        "no_verified_email": gettext_lazy("먼저 이메일을 확인해 주세요. 이것을 끊으면 로그인할 길이 없어져요."),
        "disconnect_last": gettext_lazy("하나 남은 것은 끊을 수 없어요. 먼저 비밀번호를 정해 주세요."),
        "connected_other": gettext_lazy("이미 다른 회원과 이어진 계정이에요. 그 회원으로 로그인해 주세요."),
    }


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("번호가 맞지 않아요. 앱에 지금 보이는 번호를 적어 주세요."),
        "unverified_email": gettext_lazy("먼저 이메일을 확인해 주세요."),
        "cannot_delete_authenticator": gettext_lazy("직원은 2단계 인증을 끌 수 없어요. 다른 방법을 먼저 더해 주세요."),
        "cannot_generate_recovery_codes": gettext_lazy("먼저 인증 앱이나 패스키를 켜 주세요."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep at least one way of giving the second factor."""
        if not has_role(authenticator.user, *Membership.STAFF_ROLES):
            return True
        second = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        others = Authenticator.objects.filter(user=authenticator.user, type__in=second).exclude(pk=authenticator.pk)
        return others.exists()

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        return _("내 패스키")
