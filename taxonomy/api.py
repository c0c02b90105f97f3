"""Look-ups of the public classifications: read only, open to everyone, paginated."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.routers import BaseRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from core.api import Pages
from taxonomy.models import KECO_2018, Industry, Occupation, Region, Skill
from taxonomy.naming import normalise

LONGEST_QUERY = 100
QUERY = OpenApiParameter("q", str, description=_("한국어나 영어 이름의 낱말, 또는 코드의 앞부분"))


class OccupationSerializer(serializers.ModelSerializer):
    parent_code = serializers.CharField(source="parent.code", read_only=True, allow_null=True, default=None)

    class Meta:
        model = Occupation
        fields = ["edition", "code", "level", "parent_code", "path", "title_ko", "title_en"]


class SkillSerializer(serializers.ModelSerializer):
    class Meta:
        model = Skill
        fields = ["code", "kind", "name_ko", "name_en", "source", "esco_uri"]


class RegionSerializer(serializers.ModelSerializer):
    parent_code = serializers.CharField(source="parent.code", read_only=True, allow_null=True, default=None)

    class Meta:
        model = Region
        fields = [
            "code", "short_code", "level", "parent_code", "path", "name_ko", "name_en", "valid_from", "valid_to",
            "latitude", "longitude", "provisional",
        ]  # fmt: skip


class IndustrySerializer(serializers.ModelSerializer):
    parent_code = serializers.CharField(source="parent.code", read_only=True, allow_null=True, default=None)

    class Meta:
        model = Industry
        fields = ["edition", "code", "level", "parent_code", "path", "name_ko", "name_en"]


class LookUp(ReadOnlyModelViewSet[Any]):
    permission_classes = [AllowAny]
    pagination_class = Pages
    lookup_field = "code"
    lookup_value_regex = "[0-9A-Za-z.-]+"
    names: tuple[str, ...] = ()

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows

    def get_queryset(self) -> QuerySet[Any]:
        rows = self.narrowed(super().get_queryset())
        for word in self.asked().split()[:5]:
            wanted = Q(code__istartswith=word)
            for name in self.names:
                wanted |= Q(**{f"{name}__icontains": word})
            rows = rows.filter(wanted)
        return rows

    def asked(self) -> str:
        return self.request.query_params.get("q", "").replace("\x00", "")[:LONGEST_QUERY]

    @extend_schema(parameters=[QUERY])
    def list(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return super().list(request, *args, **kwargs)


class OccupationLookUp(LookUp):
    """Occupations of KECO 2018."""

    queryset = Occupation.objects.filter(edition=KECO_2018).select_related("parent").order_by("path")
    serializer_class = OccupationSerializer
    names = ("title_ko", "title_en")
    filterset_fields = ["level"]


class SkillLookUp(LookUp):
    """Skills with both names."""

    queryset = Skill.objects.order_by("code")
    serializer_class = SkillSerializer
    filterset_fields = ["kind", "source"]

    def get_queryset(self) -> QuerySet[Any]:
        rows = Skill.objects.order_by("code")
        wanted = normalise(self.asked())
        return rows.matching(wanted) if wanted else rows


class RegionLookUp(LookUp):
    """Legal regions valid today."""

    queryset = Region.objects.select_related("parent").order_by("code")
    serializer_class = RegionSerializer
    names = ("name_ko", "name_en")
    filterset_fields = ["level"]

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows & Region.objects.current()


class IndustryLookUp(LookUp):
    """Industries of KSIC 10."""

    queryset = Industry.objects.filter(edition="KSIC10").select_related("parent").order_by("path")
    serializer_class = IndustrySerializer
    names = ("name_ko", "name_en")
    filterset_fields = ["level"]


def register(router: BaseRouter) -> None:
    router.register("occupations", OccupationLookUp, basename="occupation")
    router.register("skills", SkillLookUp, basename="skill")
    router.register("regions", RegionLookUp, basename="region")
    router.register("industries", IndustryLookUp, basename="industry")
