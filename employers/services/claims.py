"""Joining a firm that is registered already, and taking over one's own outside postings."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.services import membership_add
from channels.services import queue
from core.errors import RuleBroken
from core.events import record
from employers.models import Claim, Employer, Vacancy
from employers.policies import can_decide_claim, is_member, is_owner
from employers.services.telling import people_of


def _create(**fields: object) -> Claim:
    try:
        with transaction.atomic():
            claim: Claim = Claim.objects.create(**fields)
    except IntegrityError:
        raise RuleBroken(_("이미 신청하셨어요. 확인하는 대로 알려 드릴게요.")) from None
    return claim


@transaction.atomic
def claim_join(*, employer_id: int, by: User, text: str = "") -> Claim:
    """Ask to act for a registered firm. Its manager or the staff decide."""
    employer = Employer.objects.select_related("organisation").get(pk=employer_id)
    if not employer.is_claimed:
        raise RuleBroken(_("아직 등록하지 않은 기업이에요. 먼저 기업을 등록해 주세요."))
    if is_member(by, employer):
        raise RuleBroken(_("이미 이 기업의 담당자예요."))
    claim = _create(kind=Claim.Kind.JOIN, employer=employer, user=by, text=text.strip()[:1000])
    record("claim.made", actor=by, target=claim, kind=str(claim.kind))
    for user in people_of(employer):
        if is_owner(user, employer):
            queue(
                dedupe_key=f"claim-{claim.pk}-{user.pk}", to=user, template="claim_asked",
                context={"name": employer.organisation.name_ko, "link": reverse("employers:company")},
            )  # fmt: skip
    return claim


@transaction.atomic
def claim_postings(*, outside_id: int, claimant_id: int, by: User, text: str = "") -> Claim:
    """Ask to take over the outside postings under one's firm's name. The staff decide."""
    outside = Employer.objects.get(pk=outside_id)
    claimant = Employer.objects.select_related("organisation").get(pk=claimant_id)
    if not is_owner(by, claimant):
        raise PermissionDenied
    if outside.is_claimed or outside.claimed_by_id is not None:
        raise RuleBroken(_("이미 다른 기업이 가져간 공고예요."))
    claim = _create(kind=Claim.Kind.POSTINGS, employer=outside, claimant=claimant, user=by, text=text.strip()[:1000])
    record("claim.made", actor=by, target=claim, kind=str(claim.kind))
    return claim


@transaction.atomic
def claim_decide(*, claim_id: int, by: User, accepted: bool, why: str = "") -> Claim:
    claim = (
        Claim.objects.select_for_update(of=("self",))
        .select_related("employer__organisation", "claimant__organisation", "user")
        .get(pk=claim_id)
    )
    if not can_decide_claim(by, claim):
        raise PermissionDenied
    if claim.state != Claim.State.OPEN:
        raise RuleBroken(_("이미 처리한 신청입니다."))
    if accepted:
        _join(claim) if claim.kind == Claim.Kind.JOIN else _take_over(claim)
    claim.state = Claim.State.ACCEPTED if accepted else Claim.State.REFUSED
    claim.decided_by, claim.decided_at, claim.why = by, timezone.now(), why.strip()[:300]
    claim.save(update_fields=["state", "decided_by", "decided_at", "why", "updated_at"])
    record("claim.decided", actor=by, target=claim, accepted=accepted)
    queue(
        dedupe_key=f"claim-decided-{claim.pk}", to=claim.user,
        template="claim_accepted" if accepted else "claim_refused",
        context={
            "name": claim.employer.organisation.name_ko, "why": claim.why, "link": reverse("employers:vacancy_list"),
        },
    )  # fmt: skip
    return claim


def _join(claim: Claim) -> None:
    membership_add(user=claim.user, organisation=claim.employer.organisation, role=Membership.Role.RECRUITER)


def _take_over(claim: Claim) -> None:
    """The postings move; the outside employer stays as a sign, so that the next import follows it to the claimant."""
    outside = Employer.objects.select_for_update().get(pk=claim.employer_id)
    if outside.claimed_by_id is not None:
        raise RuleBroken(_("이미 다른 기업이 가져간 공고입니다."))
    outside.claimed_by = claim.claimant
    outside.save(update_fields=["claimed_by", "updated_at"])
    Vacancy.objects.filter(employer=outside).update(employer=claim.claimant, updated_at=timezone.now())
