"""Referrals in the API, for the staff who send and receive them: what was told, and never the person behind it."""

from typing import Any

from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from accounts.services import access_note
from welfare_centres.models import Referral
from welfare_centres.selectors import referrals as selectors


class ReferralSerializer(serializers.Serializer[Any]):
    """Of a `Received`: the same for both sides."""

    public_id = serializers.UUIDField()
    state = serializers.CharField()
    need = serializers.CharField()
    what_for = serializers.CharField()
    told = serializers.SerializerMethodField()
    sender = serializers.CharField()
    service = serializers.CharField()
    warm = serializers.BooleanField()
    sent_at = serializers.DateTimeField()
    answer_by = serializers.DateField()
    contact_by = serializers.DateField(allow_null=True)
    first_contact_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    words = serializers.CharField()
    outcome = serializers.CharField()

    def get_told(self, row: selectors.Received) -> dict[str, str]:
        return {part: words for part, _label, words in row.told}


class _Referrals(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Referral]):
    serializer_class = ReferralSerializer
    lookup_field = "public_id"
    filterset_fields = ("state", "need")
    queryset = Referral.objects.none()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        shown = [selectors.received(row) for row in page or []]
        return self.get_paginated_response(ReferralSerializer(shown, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        acting = request._request.acting  # type: ignore[attr-defined]
        access_note(
            actor=request.user, organisation=acting.organisation, person=row.person, what="referral",
            purpose="referral",
        )  # fmt: skip
        return Response(ReferralSerializer(selectors.received(row)).data)


class ReceivedReferrals(_Referrals):
    """Those that the bodies one works for received."""

    def get_queryset(self) -> Any:
        rows = Referral.objects.received_by(self.request.user)  # type: ignore[arg-type]
        return rows.select_related(*selectors.WITH).order_by("-sent_at", "-pk")


class SentReferrals(_Referrals):
    """Those one sent, or that went out for the people one looks after."""

    def get_queryset(self) -> Any:
        rows = Referral.objects.sent_by(self.request.user)  # type: ignore[arg-type]
        return rows.select_related(*selectors.WITH).order_by("-sent_at", "-pk")


def register(router: SimpleRouter) -> None:
    router.register("referrals/received", ReceivedReferrals, basename="referral-received")
    router.register("referrals/sent", SentReferrals, basename="referral-sent")
