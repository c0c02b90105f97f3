"""Applications in the API: a jobseeker's own, and those to the vacancies of the employers one acts for."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from accounts.services import person_open
from employers.models import PayPeriod
from matching.applying import applications as applying
from matching.applying import interviews, offers
from matching.forms import REASONS
from matching.models import Application, Interview
from matching.selectors.applications import detail_of, with_detail

FIELDS = (
    "public_id",
    "receipt",
    "state",
    "vacancy",
    "created_at",
    "answer_due_on",
    "closes_on",
    "decided_at",
    "reason",
)


class ApplicationSerializer(serializers.ModelSerializer[Application]):
    vacancy = serializers.SlugRelatedField(slug_field="public_id", read_only=True)  # type: ignore[var-annotated]
    receipt = serializers.CharField(read_only=True)

    class Meta:
        model = Application
        fields: tuple[str, ...] = FIELDS
        read_only_fields = fields


class OwnApplicationSerializer(ApplicationSerializer):
    class Meta(ApplicationSerializer.Meta):
        fields = (*FIELDS, "note", "cv", "shared_at", "answer")
        read_only_fields = fields


class ApplicantSerializer(ApplicationSerializer):
    """What the employer may see; the CV only while it is shared."""

    name = serializers.CharField(source="jobseeker.person.name", read_only=True)
    cv = serializers.SerializerMethodField()

    class Meta(ApplicationSerializer.Meta):
        fields = (*FIELDS, "name", "note", "cv", "shared_at")
        read_only_fields = fields

    def get_cv(self, row: Application) -> dict[str, Any] | None:
        return detail_of(row, employer_reads=True).cv


class WithdrawalSerializer(serializers.Serializer[Any]):
    why = serializers.CharField(default="", allow_blank=True, max_length=300)


class MoveSerializer(serializers.Serializer[Any]):
    """One step by the employer: `interview`, `offered` or `rejected`, with what the step needs."""

    to = serializers.ChoiceField(choices=["interview", "offered", "rejected"])
    times = serializers.ListField(child=serializers.DateTimeField(), required=False, max_length=5)
    mode = serializers.ChoiceField(choices=Interview.Mode.choices, required=False)
    place = serializers.CharField(required=False, allow_blank=True, max_length=300)
    pay_period = serializers.ChoiceField(choices=PayPeriod.choices, required=False)
    pay = serializers.IntegerField(required=False, min_value=1)
    starts_on = serializers.DateField(required=False)
    answer_by = serializers.DateField(required=False)
    reason = serializers.ChoiceField(choices=REASONS, required=False)
    text = serializers.CharField(required=False, allow_blank=True, max_length=1000)

    NEEDS = {
        "interview": ("times", "mode"),
        "offered": ("pay_period", "pay", "starts_on", "answer_by"),
        "rejected": ("reason",),
    }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        missing = [name for name in self.NEEDS[attrs["to"]] if name not in attrs]
        if missing:
            raise serializers.ValidationError({name: self.fields[name].error_messages["required"] for name in missing})
        return attrs


class OwnApplications(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Application]):
    """The signed-in person's own applications."""

    serializer_class = OwnApplicationSerializer
    lookup_field = "public_id"
    filterset_fields = ("state",)
    queryset = Application.objects.none()

    def get_queryset(self) -> Any:
        rows = Application.objects.of_person(self.request.user)  # type: ignore[arg-type]
        return rows.select_related("vacancy").order_by("-created_at", "-pk")

    def get_serializer_class(self) -> Any:
        return ApplicationSerializer if self.action == "list" else OwnApplicationSerializer

    @extend_schema(request=WithdrawalSerializer, responses=OwnApplicationSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        row = self.get_object()
        given = WithdrawalSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        done = applying.application_withdraw(
            application_id=row.pk,
            by=request.user,  # type: ignore[arg-type]
            why=given.validated_data["why"],
        )
        return Response(OwnApplicationSerializer(done).data)


class EmployerApplications(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Application]):
    """Applicants of the employers the signed-in user acts for. Reading one is logged, and marks it viewed."""

    serializer_class = ApplicantSerializer
    lookup_field = "public_id"
    filterset_fields = {"state": ["exact"], "vacancy__public_id": ["exact"]}
    queryset = Application.objects.none()

    def get_queryset(self) -> Any:
        rows = Application.objects.of_employers(self.request.user).order_by("answer_due_on", "pk")  # type: ignore[arg-type]
        return rows.select_related("vacancy") if self.action == "list" else with_detail(rows)

    def get_serializer_class(self) -> Any:
        return ApplicationSerializer if self.action == "list" else ApplicantSerializer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row: Any = self.get_object()
        if row.scopes:
            person_open(request=request._request, person=row.jobseeker.person, what="application", purpose="hiring")
        if row.state == Application.State.APPLIED:
            row.state = applying.application_view(application_id=row.pk, by=request.user).state  # type: ignore[arg-type]
        return Response(ApplicantSerializer(row).data)

    @extend_schema(request=MoveSerializer, responses=ApplicationSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, **kwargs: Any) -> Response:
        row = self.get_object()
        given = MoveSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        self._move(row.pk, dict(given.validated_data))
        row.refresh_from_db()
        return Response(ApplicationSerializer(row).data)

    def _move(self, application_id: int, given: dict[str, Any]) -> None:
        to, by = given.pop("to"), self.request.user
        text = given.pop("text", "")
        wanted = {name: given[name] for name in (*MoveSerializer.NEEDS[to], "place") if name in given}
        if to == "interview":
            interviews.interview_propose(application_id=application_id, by=by, note=text, **wanted)  # type: ignore[arg-type]
            return
        wanted.pop("place", None)
        if to == "offered":
            offers.offer_make(application_id=application_id, by=by, note=text, **wanted)  # type: ignore[arg-type]
        else:
            applying.application_reject(application_id=application_id, by=by, text=text, **wanted)  # type: ignore[arg-type]


def register(router: SimpleRouter) -> None:
    router.register("applications", OwnApplications, basename="own-application")
    router.register("employer/applications", EmployerApplications, basename="employer-application")
