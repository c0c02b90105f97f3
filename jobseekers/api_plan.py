"""One's own plan over the API: read it, and answer the version that waits."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobseekers.models import Plan, PlanGoal, PlanVersion
from jobseekers.planning.reading import PlanView, plan_view
from jobseekers.services import version_answer


class PlanGoalSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id")

    class Meta:
        model = PlanGoal
        fields = ("id", "words", "domain", "state")


class PlanActionSerializer(serializers.Serializer):
    id = serializers.UUIDField(source="action.public_id")
    words = serializers.CharField(source="action.words")
    service_code = serializers.CharField(source="action.service_code")
    domain = serializers.CharField(source="action.domain")
    state = serializers.CharField(source="action.state")
    due_on = serializers.DateField(source="action.due_on", allow_null=True)
    effort_minutes = serializers.IntegerField(source="action.effort_minutes", allow_null=True)
    owner = serializers.CharField(help_text="empty: oneself")
    waits_for = serializers.SerializerMethodField()

    def get_waits_for(self, line: Any) -> list[str]:
        return [str(one.public_id) for one in line.waits]


class PlanVersionSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id")

    class Meta:
        model = PlanVersion
        fields = ("id", "number", "proposed_at", "answer", "answered_at", "how", "words")


class PlanSerializer(serializers.Serializer):
    id = serializers.UUIDField(source="plan.public_id")
    started_on = serializers.DateField(source="plan.started_on")
    review_on = serializers.DateField(source="plan.review_on", allow_null=True)
    goals = PlanGoalSerializer(many=True)
    actions = PlanActionSerializer(source="lines", many=True)
    versions = PlanVersionSerializer(many=True)


class PlanAnswerSerializer(serializers.Serializer):
    agreed = serializers.BooleanField()
    words = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


def _own(request: Request) -> Plan:
    plan: Plan = get_object_or_404(Plan.objects.current(), person__user=request.user)
    return plan


def _given(view: PlanView) -> Response:
    return Response(PlanSerializer(view).data)


class OwnPlan(APIView):
    @extend_schema(responses=PlanSerializer, operation_id="me_plan")
    def get(self, request: Request, version: str) -> Response:
        """One's own plan; 404 where there is none."""
        return _given(plan_view(_own(request)))


class OwnPlanAnswer(APIView):
    @extend_schema(request=PlanAnswerSerializer, responses=PlanSerializer, operation_id="me_plan_answer")
    def post(self, request: Request, version: str) -> Response:
        """Agree to the version that waits, or say in words what should be different."""
        plan = _own(request)
        waiting = plan_view(plan).waiting
        if waiting is None:
            raise Http404
        said = PlanAnswerSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        version_answer(version_id=waiting.pk, by=request.user, **said.validated_data)
        return _given(plan_view(plan))


urlpatterns = [
    path("me/plan", OwnPlan.as_view(), name="me-plan"),
    path("me/plan/answer", OwnPlanAnswer.as_view(), name="me-plan-answer"),
]
