"""A version of the plan is put before the person, who agrees or says what should be otherwise."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels.services import queue
from core.errors import RuleBroken
from core.events import record
from jobseekers.models import PlanVersion
from jobseekers.planning.listening import tell
from jobseekers.planning.versions import snapshot
from jobseekers.policies import is_own
from jobseekers.services.plans import locked_plan

Answer, How = PlanVersion.Answer, PlanVersion.How


@transaction.atomic
def version_propose(*, plan_id: int, by: User) -> PlanVersion:
    """The plan as it now reads. One that still waited for an answer makes way for it: nothing stands in the way."""
    plan = locked_plan(plan_id, by)
    content = snapshot(plan)
    if not content["goals"] and not content["actions"]:
        raise RuleBroken(_("목표나 할 일을 하나라도 적은 뒤에 보여 주세요."))
    last = plan.versions.first()
    if last is not None and last.content == content and last.answer in (Answer.WAITING, Answer.AGREED):
        raise RuleBroken(_("지난번에 보여 준 계획과 같아요. 바꾼 뒤에 보여 주세요."))
    plan.versions.filter(answer=Answer.WAITING).update(answer=Answer.REPLACED, answered_at=timezone.now())
    number = (plan.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version: PlanVersion = PlanVersion.objects.create(plan=plan, number=number, content=content, proposed_by=by)
    record("plan.proposed", actor=by, target=plan, number=number)
    tell(plan, "plan.proposed", by, number=number)
    if not is_own(by, plan.person):
        queue(
            dedupe_key=f"plan-version-{version.public_id}", to=plan.person, template="plan_proposed",
            context={"number": number, "by": by.display_name, "link": reverse("jobseekers:plan")},
        )  # fmt: skip
    return version


@transaction.atomic
def version_answer(*, version_id: int, by: User, agreed: bool, words: str = "", how: str = How.SITE) -> PlanVersion:
    """The person's own answer; or what staff were told face to face, by phone or on paper, marked as such."""
    plan = locked_plan(PlanVersion.objects.values_list("plan", flat=True).get(pk=version_id), by)
    version = plan.versions.select_related("proposed_by").get(pk=version_id)
    own = is_own(by, plan.person)
    if own != (how == How.SITE):
        raise PermissionDenied
    if version.answer != Answer.WAITING:
        raise RuleBroken(_("이미 답했거나 새로 바뀐 계획이에요. 쪽을 새로 고쳐 지금 계획을 봐 주세요."))
    words = words.strip()
    if not agreed and not words:
        raise RuleBroken(_("무엇을 다르게 하고 싶은지 한 줄이라도 적어 주세요."), field="words")
    version.answer = Answer.AGREED if agreed else Answer.OBJECTED
    version.answered_at, version.answered_by, version.how, version.words = timezone.now(), by, how, words
    version.save(update_fields=["answer", "answered_at", "answered_by", "how", "words"])
    verb = f"plan.{version.answer}" if own else f"plan.{version.answer}_told"
    record(f"plan.{version.answer}", actor=by, target=plan, number=version.number, how=how)
    tell(plan, verb, by, number=version.number)
    if version.proposed_by and version.proposed_by != by:
        queue(
            dedupe_key=f"plan-answer-{version.public_id}", to=version.proposed_by, template="plan_answered",
            context={"agreed": agreed, "number": version.number}, channels=["in_app"],
        )  # fmt: skip
    return version
