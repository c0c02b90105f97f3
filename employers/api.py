"""An employer's own postings over the API: the same services, the same rules, the same words of refusal.

The portal puts it under /api/v1/.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from accounts.models import Membership
from core.errors import RuleBroken
from employers import services
from employers.checking import findings_of
from employers.models import Employer, Vacancy
from employers.selectors import with_all
from employers.services import VacancyText
from taxonomy.models import KECO_2018, Licence, Occupation, Region, Skill

SAME = (
    "title", "address", "duties", "requirements", "preferred", "benefits", "openings", "contract", "contract_months",
    "pay_period", "pay_min", "pay_max", "hours_week", "work_days", "night", "weekend", "shift", "remote",
    "education_min", "career_min_months", "career_max_months", "permit_ok", "accessibility", "deadline",
)  # fmt: skip


class FindingSerializer(serializers.Serializer):
    code = serializers.CharField()
    severity = serializers.ChoiceField(choices=["block", "warn"])
    field = serializers.CharField()
    law = serializers.CharField()
    message = serializers.CharField()
    mend = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    key = serializers.CharField(help_text="send it back in `acknowledged` to keep a warning")


class OwnVacancySerializer(serializers.ModelSerializer):
    occupation = serializers.SlugRelatedField(
        slug_field="code", queryset=Occupation.objects.filter(edition=KECO_2018), required=False, allow_null=True
    )
    region = serializers.SlugRelatedField(
        slug_field="code", queryset=Region.objects.filter(valid_to=None), required=False, allow_null=True
    )
    skills = serializers.SlugRelatedField(slug_field="code", queryset=Skill.objects.all(), many=True, required=False)
    licences = serializers.SlugRelatedField(
        slug_field="code", queryset=Licence.objects.all(), many=True, required=False
    )
    employer = serializers.UUIDField(
        source="employer.public_id", required=False, help_text="needed only by someone who acts for several firms"
    )

    class Meta:
        model = Vacancy
        fields = (
            "public_id", "employer", "state", "filled", "applications_count", "applications_new", "published_at",
            *SAME, "occupation", "region", "skills", "licences",
        )  # fmt: skip
        read_only_fields = ("public_id", "state", "filled", "applications_count", "applications_new", "published_at")
        extra_kwargs = {name: {"required": False} for name in SAME if name != "title"}

    def text(self) -> VacancyText:
        data = self.validated_data
        fields = {name: data[name] for name in (*SAME, "occupation", "region") if name in data}
        return VacancyText(
            fields=fields,
            skills=[(one.pk, True) for one in data["skills"]] if "skills" in data else None,
            licences=[(one.pk, True) for one in data["licences"]] if "licences" in data else None,
        )


class SubmitSerializer(serializers.Serializer):
    acknowledged = serializers.ListField(child=serializers.CharField(max_length=60), required=False, default=list)


@extend_schema_view(
    list=extend_schema(summary="My postings"),
    retrieve=extend_schema(summary="One of my postings"),
)
class OwnVacancyViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Postings of the firms one acts for. Drafts are free; handing one in runs the legal check."""

    serializer_class = OwnVacancySerializer
    lookup_field = "public_id"
    lookup_value_regex = "[0-9a-f-]{36}"
    queryset = Vacancy.objects.none()

    def get_queryset(self) -> Any:
        mine = Membership.objects.current().filter(
            user=self.request.user.pk, role__in=[Membership.Role.EMPLOYER_OWNER, Membership.Role.RECRUITER]
        )
        rows = Vacancy.objects.own().filter(employer__organisation__in=mine.values("organisation"))
        return with_all(rows).prefetch_related("skills", "licences").order_by("-created_at", "pk")

    def _employer(self, wanted: Any) -> Employer:
        mine = Membership.objects.current().filter(user=self.request.user.pk).values("organisation")
        rows = Employer.objects.filter(organisation__in=mine)
        found = list(rows.filter(public_id=wanted) if wanted else rows[:2])
        if len(found) == 1:
            return found[0]
        if not found:
            raise RuleBroken(_("이 기업의 담당자가 아니거나 아직 기업을 등록하지 않았어요."), field="employer")
        raise RuleBroken(_("여러 기업의 담당자예요. employer에 기업 번호를 적어 주세요."), field="employer")

    def _shown(self, vacancy: Vacancy, code: int = status.HTTP_200_OK) -> Response:
        fresh = self.get_queryset().get(pk=vacancy.pk)
        return Response(self.get_serializer(fresh).data, status=code)

    @extend_schema(summary="Write a draft", request=OwnVacancySerializer, responses={201: OwnVacancySerializer})
    @transaction.atomic
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer: Any = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        wanted = serializer.validated_data.get("employer", {}).get("public_id")
        _whole(serializer.text())
        vacancy = services.vacancy_draft(
            employer_id=self._employer(wanted).pk,
            by=request.user,
            text=serializer.text(),  # type: ignore[arg-type]
        )
        return self._shown(vacancy, status.HTTP_201_CREATED)

    @extend_schema(summary="Change a posting", request=OwnVacancySerializer, responses=OwnVacancySerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        vacancy = self.get_object()
        serializer: Any = self.get_serializer(vacancy, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        _whole(serializer.text(), vacancy)
        services.vacancy_update(vacancy_id=vacancy.pk, by=request.user, text=serializer.text())  # type: ignore[arg-type]
        return self._shown(vacancy)

    @extend_schema(summary="Hand a draft in for moderation", request=SubmitSerializer, responses=OwnVacancySerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = SubmitSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        vacancy = self.get_object()
        services.vacancy_submit(
            vacancy_id=vacancy.pk,
            by=request.user,
            acknowledged=serializer.validated_data["acknowledged"],  # type: ignore[arg-type]
        )
        return self._shown(vacancy)

    @extend_schema(summary="What the legal check finds", request=None, responses=FindingSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def findings(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(FindingSerializer(findings_of(self.get_object()), many=True).data)


def _whole(text: VacancyText, vacancy: Vacancy | None = None) -> None:
    """The rules that the form states as errors at a field, for values that arrive without a form."""
    known = vacancy or Vacancy()
    low, high = (text.fields.get(name, getattr(known, name)) for name in ("pay_min", "pay_max"))
    if high is not None and (low is None or high < low):
        raise RuleBroken(_("급여 상한은 급여와 같거나 더 많아야 해요."), field="pay_max")
    if low is not None and not text.fields.get("pay_period", known.pay_period):
        raise RuleBroken(_("시급, 일급, 월급, 연봉 가운데 골라 주세요."), field="pay_period")
    least, most = (text.fields.get(name, getattr(known, name)) for name in ("career_min_months", "career_max_months"))
    if most is not None and most < (least or 0):
        raise RuleBroken(_("최대 경력은 최소 경력보다 길어야 해요."), field="career_max_months")
    hours = text.fields.get("hours_week")
    if hours is not None and not 0 < hours <= 168:
        raise RuleBroken(_("주 근로시간은 1에서 168 사이로 적어 주세요."), field="hours_week")


def register(router: SimpleRouter) -> None:
    router.register("employer/vacancies", OwnVacancyViewSet, basename="own-vacancy")
