"""The offer, open to everybody."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from almp_programmes.models import Programme
from almp_programmes.policies.rules import can_write_rules
from almp_programmes.selectors import catalogue as selectors
from almp_programmes.selectors.eligibility import standing_of
from almp_programmes.selectors.outcomes import outcomes
from jobseekers.models import Jobseeker


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("need", "group", "q")}
    context = {
        "asked": asked,
        "needs": [(key, label) for key, (label, _codes) in selectors.NEEDS.items()],
        "groups": selectors.groups(today),
        "programmes": selectors.programmes(today, need=asked["need"], group=asked["group"], text=asked["q"]),
    }
    return render(request, "almp_programmes/catalogue.html", context)


@login_not_required
@require_safe
def programme(request: HttpRequest, public_id: UUID) -> HttpResponse:
    today = timezone.localdate()
    found = get_object_or_404(
        Programme.objects.visible_to(request.user)
        .select_related("measure")
        .prefetch_related("amounts", "target_groups"),
        public_id=public_id,
    )
    rule_set = selectors.rule_set_of(found, today)
    now, past = selectors.amounts(found, today)
    own = getattr(request.user, "person_id", None)
    mine = own and Jobseeker.objects.filter(person_id=own).exists() and rule_set
    standing = standing_of(own, found, today) if mine else None
    context = {
        "programme": found,
        "rule_set": rule_set,
        "clauses": selectors.clauses_by_role(rule_set.rule) if rule_set else {},
        "amounts": now,
        "past_amounts": past,
        "terms": selectors.terms(found, today),
        "runs": selectors.next_runs(found, today),
        "outcome": outcomes([found.pk]).get(found.pk),
        "standing": standing,
        "may_write": request.user.is_authenticated and can_write_rules(request.user),
        "may_apply": bool(standing and standing.state != "no" and not standing.enrolled),
    }
    return render(request, "almp_programmes/programme.html", context)
