"""What the rules say to somebody who applies: let in, refused with the reasons, or asked for what is missing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from almp_programmes.selectors.eligibility import Standing
from core.errors import RuleBroken


class NotEntitled(RuleBroken):
    """The rules say no, or wait for what the person can tell; `standing` has every condition with its reason."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        super().__init__(_words(standing))


def refuse_unless_entitled(standing: Standing | None) -> None:
    """A programme without rules is open to all. What only the centre can know is left to whoever decides."""
    if standing is not None and (standing.state == "no" or standing.open_questions):
        raise NotEntitled(standing)


def _words(standing: Standing) -> str:
    if standing.state == "no":
        reasons = " ".join(line.condition.reason for line in standing.deciding)
        return _(
            "‘%(programme)s’에는 지금 참여하기 어려워요. %(reasons)s 내 사정이 사실과 다르게 적혀 있으면 고치고, "
            "궁금하면 고용센터(1350)에 물어보세요."
        ) % {"programme": standing.programme.label, "reasons": reasons}
    return _("참여할 수 있는지 답하려면 더 알아야 해요: %(names)s. 알려 준 다음 다시 신청해 주세요.") % {
        "names": ", ".join(standing.open_questions)
    }
