"""One's own appointments, and the times that are free for one."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from accounts.models import User
from core.errors import RuleBroken
from welfare_centres.models import Appointment, AppointmentType, Channel, How
from welfare_centres.selectors import meetings as selectors
from welfare_centres.selectors.slots import Wish, free_slots
from welfare_centres.services import appointments as services

MOST_DAYS = 31


class AppointmentSerializer(serializers.ModelSerializer[Appointment]):
    type = serializers.CharField(source="type.code")
    staff = serializers.CharField(source="staff.display_name")
    centre = serializers.UUIDField(source="centre.organisation.public_id")
    room = serializers.CharField(source="room.label", default="")
    starts_at = serializers.DateTimeField(read_only=True)
    ends_at = serializers.DateTimeField(read_only=True)

    class Meta:
        model = Appointment
        fields = (
            "public_id", "type", "channel", "starts_at", "ends_at", "state", "staff", "centre", "room", "video_link",
            "place", "note", "reason",
        )  # fmt: skip


class AskSerializer(serializers.Serializer[Any]):
    """What for and how: of a free time, and of a booking."""

    type = serializers.SlugRelatedField(slug_field="code", queryset=AppointmentType.objects.filter(by_person=True))
    channel = serializers.ChoiceField(choices=Channel.choices)


class BookSerializer(AskSerializer):
    staff = serializers.UUIDField()
    starts_at = serializers.DateTimeField()
    place = serializers.CharField(max_length=300, required=False, default="")


class DaysSerializer(AskSerializer):
    first = serializers.DateField(default=timezone.localdate)
    days = serializers.IntegerField(min_value=1, max_value=MOST_DAYS, default=14)
    language = serializers.CharField(max_length=8, required=False, default="")
    accessible = serializers.BooleanField(required=False, default=False)


class SlotSerializer(serializers.Serializer[Any]):
    staff = serializers.UUIDField(source="staff_key")
    staff_name = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class AppointmentWhySerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)


class AppointmentMoveSerializer(serializers.Serializer[Any]):
    staff = serializers.UUIDField()
    starts_at = serializers.DateTimeField()


def _staff(public_id: UUID) -> int:
    staff: int = get_object_or_404(User, public_id=public_id, is_active=True).pk
    return staff


class OwnAppointments(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Appointment]):
    """The signed-in person's appointments: list, read, free times, book, move and cancel."""

    serializer_class = AppointmentSerializer
    lookup_field = "public_id"
    filterset_fields = ("state", "channel")
    queryset = Appointment.objects.none()

    def get_queryset(self) -> Any:
        return selectors.appointments().filter(person__user=self.request.user).order_by("-during")  # type: ignore[misc]

    def _by(self) -> User:
        by: Any = self.request.user
        if by.person_id is None:
            raise PermissionDenied
        return by  # type: ignore[no-any-return]

    def _centre(self) -> int:
        centre = selectors.centre_of(self._by().person)
        if centre is None:
            raise RuleBroken(_("아직 맡은 센터가 없어요"))
        return centre.pk  # type: ignore[no-any-return]

    @extend_schema(parameters=[DaysSerializer], responses=SlotSerializer(many=True))
    @action(detail=False, methods=["get"], pagination_class=None, filterset_fields=None)
    def free(self, request: Request, **kwargs: Any) -> Response:
        """Times that are free now, at the person's centre."""
        asked = DaysSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        wish = Wish(
            type=given["type"], channel=given["channel"], centre_id=self._centre(), first=given["first"],
            last=given["first"] + dt.timedelta(days=given["days"] - 1), not_before=services.earliest(How.SELF),
            person_id=self._by().person_id, language=given["language"], accessible=given["accessible"],
        )  # fmt: skip
        return Response(SlotSerializer(free_slots(wish), many=True).data)

    @extend_schema(request=BookSerializer, responses=AppointmentSerializer)
    def create(self, request: Request, **kwargs: Any) -> Response:
        asked = BookSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given, by = asked.validated_data, self._by()
        row = services.appointment_book(
            by=by, how=How.SELF, person_id=by.person_id, type_id=given["type"].pk, centre_id=self._centre(),  # type: ignore[arg-type]
            staff_id=_staff(given["staff"]), channel=given["channel"], starts_at=given["starts_at"],
            place=given["place"],
        )  # fmt: skip
        return Response(AppointmentSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=AppointmentMoveSerializer, responses=AppointmentSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, **kwargs: Any) -> Response:
        asked = AppointmentMoveSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        row = services.appointment_rebook(
            appointment_id=self.get_object().pk, by=self._by(), staff_id=_staff(given["staff"]),
            starts_at=given["starts_at"], how=How.SELF,
        )  # fmt: skip
        return Response(AppointmentSerializer(row).data)

    @extend_schema(request=AppointmentWhySerializer, responses=AppointmentSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, **kwargs: Any) -> Response:
        asked = AppointmentWhySerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        row = services.appointment_cancel(
            appointment_id=self.get_object().pk, by=self._by(), reason=asked.validated_data["reason"]
        )
        return Response(AppointmentSerializer(row).data)


def register(router: SimpleRouter) -> None:
    router.register("appointments", OwnAppointments, basename="own-appointment")
