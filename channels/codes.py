"""The ways by which a service reaches a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    WEB = "web", _("온라인")
    EMAIL = "email", _("이메일")
    SMS = "sms", _("문자")
    VIDEO = "video", _("화상 상담")
    PHONE = "phone", _("전화")
    CENTRE = "centre", _("센터 방문")
    OUTREACH = "outreach", _("찾아가는 상담")
    POST = "post", _("우편")
    TOGETHER = "together", _("직원과 함께")


# What asks for a device and the skill to use it: the others are open to everybody.
DIGITAL = (Channel.WEB, Channel.EMAIL, Channel.SMS, Channel.VIDEO)
# Ways in which a service is taken up; e-mail and text messages only tell of it.
WAYS = (
    Channel.WEB, Channel.VIDEO, Channel.PHONE, Channel.CENTRE, Channel.OUTREACH, Channel.POST, Channel.TOGETHER
)  # fmt: skip


class Band(models.TextChoices):
    """How far a person gets with digital services alone."""

    LOW = "low", _("도움이 필요해요")
    MID = "mid", _("때때로 도움이 필요해요")
    HIGH = "high", _("혼자 할 수 있어요")


UNKNOWN = "unknown"
LOW_BELOW, HIGH_FROM = 40, 70


def band_of(score: int) -> str:
    return Band.LOW if score < LOW_BELOW else Band.MID if score < HIGH_FROM else Band.HIGH
