"""Courses on offer and their runs, for everybody."""

from typing import Any

from rest_framework import mixins, serializers, viewsets
from rest_framework.permissions import AllowAny
from rest_framework.routers import SimpleRouter

from almp_programmes.models import Course, CourseRun


class CourseSerializer(serializers.ModelSerializer[Course]):
    programme = serializers.SlugRelatedField(slug_field="code", read_only=True)  # type: ignore[var-annotated]
    provider = serializers.CharField(source="provider.name_ko", read_only=True)

    class Meta:
        model = Course
        fields = (
            "public_id", "programme", "provider", "title", "title_en", "about", "about_en", "ncs_code", "ncs_name",
            "level", "mode", "language", "accessibility", "days", "hours", "full_time", "url",
        )  # fmt: skip
        read_only_fields = fields


class CourseRunSerializer(serializers.ModelSerializer[CourseRun]):
    course = serializers.SlugRelatedField(slug_field="public_id", read_only=True)  # type: ignore[var-annotated]
    region = serializers.SlugRelatedField(slug_field="code", read_only=True)  # type: ignore[var-annotated]
    places_left = serializers.IntegerField(read_only=True)

    class Meta:
        model = CourseRun
        fields = (
            "public_id", "course", "number", "starts_on", "ends_on", "apply_until", "region", "address", "fee",
            "capacity", "places_left", "first_come",
        )  # fmt: skip
        read_only_fields = fields


class Courses(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Course]):
    serializer_class = CourseSerializer
    permission_classes = (AllowAny,)
    lookup_field = "public_id"
    filterset_fields = ("programme__code", "ncs_code", "mode", "language")
    queryset = Course.objects.none()

    def get_queryset(self) -> Any:
        rows = Course.objects.filter(published=True).select_related("programme", "provider")
        return rows.order_by("title", "pk")


class CourseRuns(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[CourseRun]):
    serializer_class = CourseRunSerializer
    permission_classes = (AllowAny,)
    lookup_field = "public_id"
    filterset_fields = {"course__public_id": ["exact"], "starts_on": ["gte", "lte"], "region__code": ["exact"]}
    queryset = CourseRun.objects.none()

    def get_queryset(self) -> Any:
        rows = CourseRun.objects.filter(course__published=True, cancelled_at=None)
        return rows.select_related("course", "region").order_by("starts_on", "pk")


def register(router: SimpleRouter) -> None:
    router.register("courses", Courses, basename="course")
    router.register("course-runs", CourseRuns, basename="course-run")
