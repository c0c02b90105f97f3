"""Unemployment spells: from the day work stopped (or the search began) to the day before the next began."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from core.models import PublicId, TimeStamped
from jobseekers.models.jobseeker import Jobseeker
from jobseekers.querysets import SpellQuerySet


class Spell(PublicId, TimeStamped):
    """`ended_on` is the first day it is no more, so that one spell may end and the next begin on the same day."""

    class Reason(models.TextChoices):
        """Why the last job ended: the list of the labour force survey, and those who never worked."""

        FIRST = "first", _("처음 일자리를 찾아요")
        PERSONAL = "personal", _("개인·가족 사정")
        CHILDCARE = "childcare", _("육아")
        HOUSEWORK = "housework", _("가사")
        HEALTH = "health", _("아프거나 다쳐서")
        RETIREMENT = "retirement", _("정년퇴직·나이")
        DISSATISFIED = "dissatisfied", _("급여나 근무 조건이 맞지 않아서")
        CLOSURE = "closure", _("회사가 문을 닫아서")
        DISMISSAL = "dismissal", _("명예퇴직·정리해고·권고사직")
        TEMPORARY_END = "temporary_end", _("계약·임시 일이 끝나서")
        NO_WORK = "no_work", _("일거리가 없거나 사업이 어려워서")
        OTHER = "other", _("그 밖의 이유")

    class EndReason(models.TextChoices):
        PLACED = "placed", _("이곳에서 일자리를 구함")
        FOUND = "found", _("다른 길로 일자리를 구함")
        OWN_BUSINESS = "own_business", _("창업")
        STUDY = "study", _("학업·훈련")
        NOT_LOOKING = "not_looking", _("잠시 구직을 쉼")
        OTHER = "other", _("그 밖의 이유")

    jobseeker = models.ForeignKey(Jobseeker, models.CASCADE, related_name="spells")
    started_on = models.DateField(_("일을 그만둔 날"))
    ended_on = models.DateField(_("끝난 날"), null=True, blank=True)
    reason = models.CharField(_("그만둔 이유"), max_length=15, choices=Reason.choices)
    end_reason = models.CharField(_("끝난 이유"), max_length=15, choices=EndReason.choices, blank=True)

    objects = SpellQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="spell_no_overlap",
                expressions=[
                    ("jobseeker", RangeOperators.EQUAL),
                    (
                        Func(
                            F("started_on"),
                            F("ended_on"),
                            RangeBoundary(),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.UniqueConstraint(
                name="spell_one_open", fields=["jobseeker"], condition=Q(ended_on=None), include=["started_on"]
            ),
            models.CheckConstraint(
                name="spell_ends_after_it_begins", condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on"))
            ),
            models.CheckConstraint(
                name="spell_end_has_a_reason",
                condition=Q(ended_on=None, end_reason="") | Q(ended_on__isnull=False) & ~Q(end_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["started_on"], name="spell_inflow"),
            models.Index(fields=["ended_on"], condition=Q(ended_on__isnull=False), name="spell_outflow"),
        ]

    def __str__(self) -> str:
        return f"{self.started_on} – {self.ended_on or ''}"
