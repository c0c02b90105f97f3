"""Participations in the API: one's own, and those in the courses of the providers one acts for."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from accounts.services import person_open
from almp_programmes.models import CourseRun, Enrolment
from almp_programmes.policies import taking_part as policies
from almp_programmes.services import enrolments as services
from almp_programmes.services import places

FIELDS = (
    "public_id", "state", "programme", "run", "applied_at", "starts_on", "ends_on", "ended_on", "waiting_number",
    "accept_by", "decided_at", "reason",
)  # fmt: skip


class EnrolmentSerializer(serializers.ModelSerializer[Enrolment]):
    programme = serializers.SlugRelatedField(slug_field="code", read_only=True)  # type: ignore[var-annotated]
    run = serializers.SlugRelatedField(slug_field="public_id", read_only=True)  # type: ignore[var-annotated]

    class Meta:
        model = Enrolment
        fields: tuple[str, ...] = FIELDS
        read_only_fields = fields


class ParticipantSerializer(EnrolmentSerializer):
    name = serializers.CharField(source="person.name", read_only=True)

    class Meta(EnrolmentSerializer.Meta):
        fields = (*FIELDS, "name")
        read_only_fields = fields


class ApplySerializer(serializers.Serializer[Any]):
    run = serializers.UUIDField()


class WhySerializer(serializers.Serializer[Any]):
    why = serializers.CharField(default="", allow_blank=True, max_length=300)


class DecisionSerializer(serializers.Serializer[Any]):
    approve = serializers.BooleanField()
    reason = serializers.CharField(default="", allow_blank=True, max_length=500)


class OwnEnrolments(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Enrolment]):
    """The signed-in person's own; POST to the list applies for a run."""

    serializer_class = EnrolmentSerializer
    lookup_field = "public_id"
    filterset_fields = ("state",)
    queryset = Enrolment.objects.none()

    def get_queryset(self) -> Any:
        rows = Enrolment.objects.of_person(self.request.user)  # type: ignore[arg-type]
        return rows.select_related("programme", "run").order_by("-applied_at", "-pk")

    @extend_schema(request=ApplySerializer, responses=EnrolmentSerializer)
    def create(self, request: Request) -> Response:
        given = ApplySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        by: Any = request.user
        if by.person_id is None:
            raise PermissionDenied
        run = get_object_or_404(
            CourseRun.objects.visible_to(by).select_related("course"), public_id=given.validated_data["run"]
        )
        row = services.enrolment_apply(
            person_id=by.person_id, programme_id=run.course.programme_id, run_id=run.pk, by=by
        )
        return Response(EnrolmentSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=EnrolmentSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, **kwargs: Any) -> Response:
        row = places.place_accept(enrolment_id=self.get_object().pk, by=request.user)  # type: ignore[arg-type]
        return Response(EnrolmentSerializer(row).data)

    @extend_schema(request=WhySerializer, responses=EnrolmentSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        given = WhySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        row = places.enrolment_withdraw(
            enrolment_id=self.get_object().pk,
            by=request.user,  # type: ignore[arg-type]
            why=given.validated_data["why"],
        )
        return Response(EnrolmentSerializer(row).data)


class ProviderEnrolments(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Enrolment]):
    """Participants of the courses of one's providers. Reading one is logged."""

    serializer_class = ParticipantSerializer
    lookup_field = "public_id"
    filterset_fields = {"state": ["exact"], "run__public_id": ["exact"]}
    queryset = Enrolment.objects.none()

    def get_queryset(self) -> Any:
        rows = Enrolment.objects.of_providers(self.request.user)  # type: ignore[arg-type]
        return rows.select_related("programme", "run", "person").order_by("applied_at", "pk")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        if policies.is_shared(row):
            person_open(request=request._request, person=row.person, what="enrolment", purpose="training")
        return Response(ParticipantSerializer(row).data)

    @extend_schema(request=DecisionSerializer, responses=ParticipantSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, **kwargs: Any) -> Response:
        given = DecisionSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        who: dict[str, Any] = {"enrolment_id": self.get_object().pk, "by": request.user}
        if given.validated_data["approve"]:
            row = services.enrolment_approve(**who)
        else:
            row = services.enrolment_refuse(reason=given.validated_data["reason"], **who)
        return Response(ParticipantSerializer(row).data)


def register(router: SimpleRouter) -> None:
    router.register("enrolments", OwnEnrolments, basename="own-enrolment")
    router.register("provider/enrolments", ProviderEnrolments, basename="provider-enrolment")
