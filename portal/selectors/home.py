"""The home pages: each in a handful of queries, whatever the number of rows behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person, User
from channels.models import Message
from core import display
from core.prepared import Prepared
from employers.models import Vacancy
from jobseekers.models import (
    Competency,
    Education,
    Jobseeker,
    PreferredOccupation,
    PreferredRegion,
    Spell,
    WorkHistory,
)
from jobseekers.strength import Filled, Strength, strength
from matching.models import Application
from matching.selectors import applications
from matching.selectors.cards import Card, advised_to, listed, marked

State = Application.State


@dataclass(frozen=True)
class NextStep:
    """The one thing to do now: what, why, how long, and where."""

    title: str
    why: str
    url: str
    action: str
    due: dt.date | None = None


@dataclass(frozen=True)
class JobseekerHome:
    person: Person | None
    strength: Strength | None
    step: NextStep
    applications: list[Application] = field(default_factory=list)
    news: list[Message] = field(default_factory=list)
    unread: int = 0


def _mine(model: Any, **conditions: Any) -> Exists:
    return Exists(model.objects.filter(jobseeker=OuterRef("pk"), **conditions))


def _profile(user: int) -> QuerySet[Any]:
    """The profile's strength without reading the profile: one query of counts."""
    skills = Count("competencies", filter=Q(competencies__confirmed_at__isnull=False), distinct=True)
    return (
        Jobseeker.objects.filter(person__user=user)
        .select_related("person", "preferences", "constraints")
        .annotate(
            confirmed=skills,
            has_occupation=_mine(PreferredOccupation),
            has_region=_mine(PreferredRegion),
            has_job=_mine(WorkHistory),
            has_duties=Exists(WorkHistory.objects.filter(jobseeker=OuterRef("pk")).exclude(duties="")),
            has_study=_mine(Education),
            has_interest=Q(interest__isnull=False),
            searching=_mine(Spell, ended_on=None),
            has_waiting=_mine(Competency, confirmed_at=None),
        )
    )


_profiles = Prepared(_profile, user=int)
_own_applications = Prepared(lambda user: applications.of_person(User(pk=user))[:4], user=int)
_own_news = Prepared(
    lambda person: Message.objects.filter(person=person, medium=Message.Medium.IN_APP).order_by("-created_at")[:20],
    person=int,
)
_best = Prepared(
    lambda user, person, today: marked(advised_to(person, Vacancy.objects.open(today))[:3], user, person),
    user=int,
    person=int,
    today=dt.date,
)


def _strength(row: Any) -> Strength:
    wishes, limits = getattr(row, "preferences", None), getattr(row, "constraints", None)
    return strength(
        Filled(
            occupations=int(row.has_occupation),
            regions=int(row.has_region),
            has_education=bool(row.education),
            jobs=int(row.has_job),
            jobs_with_duties=int(row.has_duties),
            studies=int(row.has_study),
            confirmed=row.confirmed,
            waiting=int(row.has_waiting),
            has_pay=bool(wishes and wishes.pay_floor),
            has_hours=bool(wishes and (wishes.hours_min or wishes.hours_max)),
            has_limits=bool(limits and limits.max_commute_minutes),
            has_headline=bool(row.headline),
            has_intro=bool(row.intro),
            has_interest=row.has_interest,
            has_career=row.career_months > 0,
        )
    )


def _news(user: User) -> tuple[list[Message], int]:
    """The latest, and how many are unread, in one query."""
    newest = _own_news(person=user.person_id) if user.person_id else []
    return newest[:3], sum(message.read_at is None for message in newest)


def jobseeker(user: User) -> JobseekerHome:
    row = _profiles.first(user=user.pk)
    news, unread = _news(user)
    if row is None or not row.has_occupation:
        return JobseekerHome(user.person, None, _first_step(), news=news, unread=unread)
    mine = _own_applications(user=user.pk)
    power = _strength(row)
    return JobseekerHome(row.person, power, _next_step(mine, power), mine[:3], news, unread)


def _first_step() -> NextStep:
    return NextStep(
        title=_("어떤 일을 찾는지 알려 주세요"),
        why=_("다섯 가지만 고르면 돼요. 2분쯤 걸리고, 쓰다가 멈춰도 저장돼요."),
        url=reverse("jobseekers:register"),
        action=_("구직 등록하기"),
    )


def _next_step(mine: list[Application], power: Strength) -> NextStep:
    """An answer that is due comes first, then the profile's most useful part, then the recommendations."""
    for application in mine:
        address = reverse("matching:application", args=[application.public_id])
        company = application.vacancy.employer.label if application.vacancy.employer else application.vacancy.title
        if application.state == State.OFFERED:
            return NextStep(
                _("%(company)s의 채용 제안에 답하세요") % {"company": company},
                _("급여와 첫 출근일을 보고 받아들이거나 사양할 수 있어요."),
                address,
                _("제안 보기"),
            )
        if getattr(application, "has_proposal", False):
            return NextStep(
                _("%(company)s 면접 시간을 고르세요") % {"company": company},
                _("기업이 면접 시간을 제안했어요. 맞는 시간이 없으면 없다고 답할 수 있어요."),
                address,
                _("시간 고르기"),
            )
    if power.next is not None and power.points < 70:
        return NextStep(
            str(power.next.title),
            str(power.next.why) + " " + _("%(n)d분쯤 걸려요.") % {"n": power.next.minutes},
            reverse(f"jobseekers:{power.next.page}"),
            _("지금 채우기"),
        )
    return NextStep(
        _("나에게 맞는 일자리를 살펴보세요"),
        _("이력서와 희망 조건에 맞춰 밤마다 새로 골라요. 고른 까닭도 함께 보여 드려요."),
        reverse("matching:recommended"),
        _("추천 일자리 보기"),
    )


class LiveVacancy(NamedTuple):
    public_id: UUID
    title: str
    state: str
    deadline: dt.date | None
    applications_new: int
    applications_count: int

    @property
    def state_label(self) -> str:
        return str(Vacancy.State(self.state).label)


@dataclass(frozen=True)
class EmployerHome:
    step: NextStep
    vacancies: list[LiveVacancy]
    due: list[Application]
    to_answer: int
    open_count: int


_live = Prepared(
    lambda user, organisation: (
        Vacancy.objects.visible_to(User(pk=user))
        .filter(employer__organisation=organisation, state__in=["draft", "submitted", "published", "paused"])
        .order_by("-applications_new", "deadline", "-updated_at")
        .values_list(*LiveVacancy._fields)[:50]
    ),
    user=int,
    organisation=int,
)


def _waiting(user: int, organisation: int) -> QuerySet[Any]:
    """What the page shows of the applications to answer, and how many there are: in one query."""
    return (
        Application.objects.of_employers(User(pk=user))
        .filter(vacancy__employer__organisation=organisation, state__in=(State.APPLIED, State.VIEWED))
        .select_related("vacancy", "jobseeker__person")
        .only(
            "public_id", "created_at", "answer_due_on", "vacancy__public_id", "vacancy__title",
            "jobseeker__person__name",
        )
        .annotate(in_all=Window(Count("pk")))
        .order_by("answer_due_on", "pk")[:5]
    )  # fmt: skip


_to_answer = Prepared(_waiting, user=int, organisation=int)


def employer(user: User, organisation: Organisation) -> EmployerHome:
    """Its live vacancies with their applicants, and the applications to answer, soonest due first."""
    live = [LiveVacancy(*row) for row in _live(user=user.pk, organisation=organisation.pk)]
    due = _to_answer(user=user.pk, organisation=organisation.pk)
    to_answer = due[0].in_all if due else 0
    opened = sum(vacancy.state == Vacancy.State.PUBLISHED for vacancy in live)
    return EmployerHome(_employer_step(live, due, to_answer), live[:12], due, to_answer, opened)


def _employer_step(live: list[LiveVacancy], due: list[Application], to_answer: int) -> NextStep:
    if due:
        first = due[0]
        return NextStep(
            _("지원자 %(n)s명에게 답하세요") % {"n": display.num(to_answer)},
            _("가장 급한 답은 ‘%(title)s’ 지원자예요. 늦으면 공고에 보이는 답한 비율이 내려가요.")
            % {"title": first.vacancy.title},
            reverse("matching:employer_applications", args=[first.vacancy.public_id]),
            _("지원자 보기"),
            first.answer_due_on,
        )
    drafts = [vacancy for vacancy in live if vacancy.state == Vacancy.State.DRAFT]
    if drafts:
        return NextStep(
            _("쓰던 공고를 마치세요"),
            _("‘%(title)s’ 공고가 아직 올라가지 않았어요.") % {"title": drafts[0].title or _("제목 없음")},
            reverse("employers:vacancy_edit", args=[drafts[0].public_id]),
            _("이어서 쓰기"),
        )
    return NextStep(
        _("새 공고를 써 보세요"),
        _("하는 일만 적으면 직종과 필요한 기술을 찾아 드리고, 법에 맞는지 바로 살펴요."),
        reverse("employers:vacancy_new"),
        _("공고 쓰기"),
    )


def recommended(user: User) -> list[Card]:
    """The person's three best open vacancies as stored last night, as cards."""
    if not user.person_id:
        return []
    return listed(_best(user=user.pk, person=user.person_id, today=timezone.localdate()))
