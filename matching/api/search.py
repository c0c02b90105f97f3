"""Vacancies, search and one's own recommendations in the API: the same selectors as the pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from employers.models import Vacancy
from matching.models import Recommendation
from matching.search.criteria import CAREER, DAYS, EDUCATION, HOURS, KM, REMOTE, SORTS, WITHOUT, Criteria
from matching.search.facts import CONTRACTS
from matching.selectors.recommendations import stored_for
from matching.selectors.search import search


class VacancySerializer(serializers.ModelSerializer[Vacancy]):
    company = serializers.CharField(source="employer.organisation.name_ko", read_only=True)
    occupation_code = serializers.CharField(source="occupation.code", read_only=True, allow_null=True, default=None)
    region_code = serializers.CharField(source="region.code", read_only=True, allow_null=True, default=None)
    outside = serializers.SerializerMethodField()

    class Meta:
        model = Vacancy
        fields: tuple[str, ...] = (
            "public_id", "title", "company", "occupation_code", "region_code", "contract", "contract_months",
            "pay_period", "pay_min", "pay_max", "hours_week", "remote", "education_min", "career_min_months",
            "openings", "filled", "deadline", "published_at", "outside", "outside_url",
        )  # fmt: skip

    def get_outside(self, row: Vacancy) -> bool:
        return not row.is_own


class VacancyDetailSerializer(VacancySerializer):
    skills = serializers.SerializerMethodField()
    licences = serializers.SerializerMethodField()

    class Meta(VacancySerializer.Meta):
        fields = (
            *VacancySerializer.Meta.fields, "duties", "requirements", "preferred", "benefits", "address", "work_days",
            "night", "weekend", "shift", "career_max_months", "permit_ok", "accessibility", "skills", "licences",
        )  # fmt: skip

    def get_skills(self, row: Vacancy) -> list[dict[str, Any]]:
        return [
            {"code": link.skill.code, "required": link.required, "level": link.level} for link in row.skill_links.all()
        ]

    def get_licences(self, row: Vacancy) -> list[dict[str, Any]]:
        return [{"code": link.licence.code, "required": link.required} for link in row.licence_links.all()]


class Newest(CursorPagination):
    """The newest first; the cursor stays right while vacancies come and go."""

    cursor_query_description = _("앞뒤 쪽의 주소에 있는 값")
    page_size_query_description = _("한 번에 받는 수")
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 100
    ordering = ("-published_at", "-id")


class Vacancies(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Vacancy]):
    """Open vacancies, and any one that was ever public."""

    permission_classes = [AllowAny]
    pagination_class = Newest
    lookup_field = "public_id"
    queryset = Vacancy.objects.none()
    filterset_fields = ("contract", "remote", "source")

    def get_queryset(self) -> Any:
        rows = Vacancy.objects.select_related("employer__organisation", "occupation", "region")
        if self.action == "list":
            return rows.open()
        return rows.public().prefetch_related("skill_links__skill", "licence_links__licence")

    def get_serializer_class(self) -> Any:
        return VacancySerializer if self.action == "list" else VacancyDetailSerializer


class ValueSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    label = serializers.CharField()
    count = serializers.IntegerField()
    chosen = serializers.BooleanField()


class FilterSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    legend = serializers.CharField()
    options = ValueSerializer(many=True)


class FoundSerializer(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    page = serializers.IntegerField(source="number")
    pages = serializers.IntegerField(source="num_pages")
    corrected = serializers.SerializerMethodField()
    partial = serializers.BooleanField()
    filters = FilterSerializer(many=True, source="groups")
    results = serializers.SerializerMethodField()

    def get_corrected(self, found: Any) -> list[dict[str, str]]:
        return [{"typed": typed, "used": used} for typed, used in found.changed]

    def get_results(self, found: Any) -> list[dict[str, Any]]:
        return VacancySerializer(found.rows, many=True).data  # type: ignore[return-value]


def _choice(name: str, values: tuple[str, ...], many: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, str, enum=list(values), many=many)


PARAMETERS = [
    OpenApiParameter("q", str, description=_("한국어나 영어 낱말. 잘못 쓴 말은 바로잡아 찾고 그렇게 알려 줘요")),
    OpenApiParameter("occ", str, many=True, description=_("KECO 2018 코드: 대·중·소·세분류")),
    OpenApiParameter("region", str, many=True, description=_("시·도 두 자리나 시·군·구 다섯 자리 코드")),
    OpenApiParameter("near", str, description=_("거리를 잴 시·군·구의 이름이나 코드")),
    _choice("km", KM),
    OpenApiParameter("pay", int, description=_("최소 급여(원)")),
    _choice("unit", ("month", "hour")),
    _choice("contract", CONTRACTS, many=True),
    _choice("hours", HOURS, many=True),
    _choice("remote", REMOTE, many=True),
    _choice("edu", EDUCATION),
    _choice("career", CAREER, many=True),
    _choice("no", WITHOUT, many=True),
    _choice("days", DAYS),
    _choice("sort", SORTS),
    OpenApiParameter("page", int),
]


class Search(viewsets.ViewSet):
    """Search with counts for each filter's values: what the search page shows."""

    permission_classes = [AllowAny]

    @extend_schema(parameters=PARAMETERS, responses=FoundSerializer)
    def list(self, request: Request, **kwargs: Any) -> Response:
        found = search(Criteria.of(request._request.GET))
        rows = Vacancy.objects.select_related("employer__organisation", "occupation", "region").in_bulk(found.ids)
        found.rows = [rows[pk] for pk in found.ids if pk in rows]  # type: ignore[attr-defined]
        return Response(FoundSerializer(found).data)


class RecommendationSerializer(serializers.Serializer[Any]):
    rank = serializers.IntegerField()
    score = serializers.FloatField()
    components = serializers.DictField(child=serializers.FloatField())
    reasons = serializers.ListField(child=serializers.DictField())
    model_version = serializers.CharField()
    computed_at = serializers.DateTimeField()
    vacancy = VacancySerializer()


class Recommendations(mixins.ListModelMixin, viewsets.GenericViewSet[Recommendation]):
    """The signed-in person's own recommended vacancies, with what each score is made of."""

    serializer_class = RecommendationSerializer
    queryset = Recommendation.objects.none()

    def get_queryset(self) -> Any:
        return stored_for(self.request.user)  # type: ignore[arg-type]


def register(router: SimpleRouter) -> None:
    router.register("vacancies", Vacancies, basename="vacancy")
    router.register("search", Search, basename="search")
    router.register("recommendations", Recommendations, basename="recommendation")
