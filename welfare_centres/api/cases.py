"""Cases and the lines of their timelines: one's own as a person, and those one works on. Opening one is logged."""

from typing import Any

from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from accounts.models import User
from accounts.services import access_note
from welfare_centres.models import Assessment, AssessmentRow, Case, Entry
from welfare_centres.wording import sentence


class CaseSerializer(serializers.ModelSerializer[Case]):
    centre = serializers.CharField(source="centre.organisation.label", read_only=True)
    name = serializers.CharField(source="person.name", read_only=True)

    class Meta:
        model = Case
        fields: tuple[str, ...] = (
            "public_id", "name", "centre", "state", "ground", "law", "purpose", "opened_at", "review_on",
            "paused_until", "closed_at", "close_reason", "outcome",
        )  # fmt: skip
        read_only_fields = fields


class EntrySerializer(serializers.ModelSerializer[Entry]):
    case = serializers.SlugRelatedField(slug_field="public_id", read_only=True)  # type: ignore[var-annotated]
    by = serializers.CharField(source="by.display_name", default="", read_only=True)
    organisation = serializers.CharField(source="organisation.label", default="", read_only=True)
    text = serializers.SerializerMethodField()

    class Meta:
        model = Entry
        fields: tuple[str, ...] = (
            "public_id", "case", "kind", "scope", "audience", "at", "by", "organisation", "text",
        )  # fmt: skip
        read_only_fields = fields

    def get_text(self, entry: Entry) -> str:
        return sentence(entry)


class RowSerializer(serializers.ModelSerializer[AssessmentRow]):
    class Meta:
        model = AssessmentRow
        fields: tuple[str, ...] = ("domain", "level", "strength", "need")
        read_only_fields = fields


class AssessmentSerializer(serializers.ModelSerializer[Assessment]):
    case = serializers.SlugRelatedField(slug_field="public_id", read_only=True)  # type: ignore[var-annotated]
    rows = serializers.SerializerMethodField()

    class Meta:
        model = Assessment
        fields: tuple[str, ...] = ("public_id", "case", "occasion", "on", "words", "rows")
        read_only_fields = fields

    def get_rows(self, assessment: Assessment) -> list[dict[str, Any]]:
        return list(RowSerializer(assessment.seen, many=True).data)  # type: ignore[attr-defined]


def note_opening(request: Request, case: Case) -> None:
    """Whoever opens their own case leaves no line."""
    user: User = request.user  # type: ignore[assignment]
    if user.person_id != case.person_id:
        organisation = request._request.acting.organisation  # type: ignore[attr-defined]
        access_note(actor=user, organisation=organisation, person=case.person, what="case", purpose=case.purpose[:200])


class Cases(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Case]):
    serializer_class = CaseSerializer
    lookup_field = "public_id"
    filterset_fields = ("state",)
    queryset = Case.objects.none()

    def get_queryset(self) -> Any:
        rows = Case.objects.visible_to(self.request.user)  # type: ignore[arg-type]
        return rows.select_related("person", "centre__organisation").order_by("-opened_at", "-pk")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        case = self.get_object()
        note_opening(request, case)
        return Response(CaseSerializer(case).data)


class Entries(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Entry]):
    """The timeline, newest first. `case__public_id` narrows it to one case."""

    serializer_class = EntrySerializer
    lookup_field = "public_id"
    filterset_fields = {"case__public_id": ["exact"], "kind": ["exact"]}
    queryset = Entry.objects.none()

    def get_queryset(self) -> Any:
        rows = Entry.objects.visible_to(self.request.user)  # type: ignore[arg-type]
        return rows.select_related("case__person", "by", "organisation").order_by("-at", "-pk")

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().list(request, *args, **kwargs)
        shown = [one["case"] for one in answer.data["results"]]
        for case in Case.objects.visible_to(request.user).filter(public_id__in=shown).select_related("person"):  # type: ignore[arg-type]
            note_opening(request, case)
        return answer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        entry = self.get_object()
        note_opening(request, entry.case)
        return Response(EntrySerializer(entry).data)


class Assessments(mixins.RetrieveModelMixin, viewsets.GenericViewSet[Assessment]):
    """One assessment with the fields that the reader may see."""

    serializer_class = AssessmentSerializer
    lookup_field = "public_id"
    queryset = Assessment.objects.none()

    def get_queryset(self) -> Any:
        rows = Assessment.objects.visible_to(self.request.user)  # type: ignore[arg-type]
        return rows.select_related("case__person")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        found = self.get_object()
        rows = AssessmentRow.objects.visible_to(request.user)  # type: ignore[arg-type]
        found.seen = rows.filter(assessment=found).order_by("pk")
        note_opening(request, found.case)
        return Response(AssessmentSerializer(found).data)


def register(router: SimpleRouter) -> None:
    router.register("cases", Cases, basename="case")
    router.register("case-entries", Entries, basename="case-entry")
    router.register("case-assessments", Assessments, basename="case-assessment")
