"""Co-operation counted a month, compared over a year, learnt, and looked at once a year."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Organisation
from almp_programmes.models import Course, Learner
from almp_programmes.selectors.learning import courses_online
from almp_programmes.services.lessons import course_load
from core.errors import RuleBroken
from jobseekers.models import Plan, PlanAction
from taxonomy.models import MeasureCode
from tests import factories
from welfare_centres.models import (
    Agency,
    AgencyKind,
    Case,
    Centre,
    CooperationComparison,
    CooperationMonth,
    Desk,
    Entry,
    SelfAssessment,
)
from welfare_centres.selectors import cooperation as selectors
from welfare_centres.services import cooperation
from welfare_centres.services.self_assessments import self_assessment_write
from welfare_centres.statements import areas, codes, levels

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def centre():
    organisation = factories.OrganisationFactory(kind=Organisation.Kind.CENTRE, name_ko="수원 고용복지+센터")
    return Centre.objects.create(organisation=organisation, type=Centre.Type.PLUS)


def _at(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(10)))


def _referral(centre, answered: dt.date | None, met: dt.date | None = None, by=TODAY, **more):
    sent = by - dt.timedelta(days=10)
    accepted = {"state": "accepted", "contact_by": by, "answered_at": _at(answered)} if answered else {}
    return factories.ReferralFactory(
        from_organisation=centre.organisation, sent_at=_at(sent), answer_by=by, see_by=by,
        seen_at=_at(sent) if answered else None, first_contact_on=met, **(accepted | more),
    )  # fmt: skip


def _case(centre, opened: dt.date = dt.date(2026, 9, 1), **more):
    return Case.objects.create(
        person=factories.PersonFactory(), centre=centre, ground="law", law="고용정책 기본법 6", purpose="함께",
        opened_by=factories.UserFactory(), opened_at=_at(opened), review_on=TODAY, **more,
    )  # fmt: skip


def _month(centre, month=dt.date(2026, 11, 1)) -> CooperationMonth:
    cooperation.months_count(today=TODAY + dt.timedelta(days=1))
    return CooperationMonth.objects.get(centre=centre, month=month)


def test_referrals_taken_in_time_are_counted_in_the_month_of_their_day(centre):
    day = dt.timedelta(days=1)
    _referral(centre, TODAY)
    _referral(centre, TODAY + day)
    _referral(centre, None)
    _referral(centre, None, by=TODAY + 30 * day)
    row = _month(centre)
    assert (row.referrals_due, row.accepted_in_time) == (3, 1)


def test_one_sent_back_later_was_still_taken_in_time(centre):
    _referral(centre, TODAY, state="returned", reason="full", ended_on=TODAY)
    assert _month(centre).accepted_in_time == 1


def test_one_taken_back_before_an_answer_is_not_counted(centre):
    _referral(centre, None, state="withdrawn", ended_on=TODAY)
    assert _month(centre).referrals_due == 0


def test_days_to_the_first_contact_are_a_median(centre):
    sent = TODAY - dt.timedelta(days=10)
    for days in (1, 3, 9):
        _referral(centre, sent, met=sent + dt.timedelta(days=days))
    row = _month(centre)
    assert (row.first_contacts, row.contact_days) == (3, 3)


def test_a_shared_case_counts_where_two_agencies_did_something(centre):
    two, one = _case(centre), _case(centre)
    for case, organisations in ((two, 2), (one, 1)):
        for _number in range(organisations):
            Entry.objects.create(
                case=case, person=case.person, kind="note", scope="plan", body="–", at=_at(TODAY),
                organisation=factories.OrganisationFactory(kind=Organisation.Kind.AGENCY),
            )  # fmt: skip
    row = _month(centre)
    assert (row.cases, row.cases_two_agencies) == (2, 1)


def test_actions_are_told_apart_by_who_did_them(centre):
    plan = Plan.objects.create(person=_case(centre).person)
    agency = factories.MembershipFactory(caseworker=True)
    done = {"plan": plan, "words": "–", "state": "done", "done_on": TODAY}
    PlanAction.objects.create(**done)
    PlanAction.objects.create(**done, owner=agency.user, organisation=agency.organisation)
    PlanAction.objects.create(**done, owner=factories.UserFactory(), organisation=centre.organisation)
    row = _month(centre)
    assert (row.done_by_person, row.done_by_job_centre, row.done_by_partner) == (1, 1, 1)


def test_counting_twice_changes_nothing(centre):
    _referral(centre, TODAY)
    cooperation.months_count(today=TODAY)
    assert cooperation.months_count(today=TODAY) == 0


def test_counting_costs_one_statement_however_many_centres(centre, django_assert_num_queries):
    for _number in range(5):
        organisation = factories.OrganisationFactory(kind=Organisation.Kind.CENTRE)
        _referral(Centre.objects.create(organisation=organisation, type="plus"), TODAY)
    with django_assert_num_queries(1):
        cooperation.months_count.__wrapped__(today=TODAY)


def test_centres_are_compared_with_small_ones_hidden(centre):
    small = Centre.objects.create(
        organisation=factories.OrganisationFactory(kind=Organisation.Kind.CENTRE), type=Centre.Type.BRANCH
    )
    day = dt.date(2026, 10, 10)
    for number in range(40):
        _referral(centre, day if number % 2 else None, by=day)
    _referral(small, day, by=day)
    cooperation.centres_compare(today=TODAY)
    rows = {row.centre_id: row for row in CooperationComparison.objects.filter(indicator="in_time")}
    assert rows[centre.pk].observed == 20
    assert rows[centre.pk].low < rows[centre.pk].ratio < rows[centre.pk].high
    assert rows[small.pk].ratio is None


def test_comparing_twice_leaves_the_same_rows(centre):
    _referral(centre, dt.date(2026, 10, 10), by=dt.date(2026, 10, 10))
    assert cooperation.centres_compare(today=TODAY) == cooperation.centres_compare(today=TODAY)
    assert CooperationComparison.objects.filter(indicator="in_time").count() == 1


def test_a_centre_sees_its_own_figures_and_the_ministry_all(centre):
    other = Centre.objects.create(
        organisation=factories.OrganisationFactory(kind=Organisation.Kind.CENTRE), type=Centre.Type.PLUS
    )
    cooperation.months_count(today=TODAY)
    own = factories.MembershipFactory(manager=True, organisation=centre.organisation).user
    assert set(CooperationMonth.objects.visible_to(own).values_list("centre", flat=True)) == {centre.pk}
    seen = CooperationMonth.objects.visible_to(factories.MembershipFactory(analyst=True).user)
    assert {centre.pk, other.pk} <= set(seen.values_list("centre", flat=True))


def test_the_page_does_not_rank_by_the_point_estimate(centre):
    names = ("다", "가", "나")
    for ratio, name in zip((0.5, 1.5, 1.0), names, strict=True):
        organisation = factories.OrganisationFactory(kind=Organisation.Kind.CENTRE, name_ko=name)
        CooperationComparison.objects.create(
            centre=Centre.objects.create(organisation=organisation, type="plus"), indicator="in_time", until=TODAY,
            people=50, observed=1, expected=1, ratio=ratio, low=0.1, high=2,
        )  # fmt: skip
    rows = selectors.comparisons(factories.MembershipFactory(analyst=True).user, indicator="in_time")
    assert [row.centre.organisation.name_ko for row in rows] == ["가", "나", "다"]


# --- learning ----------------------------------------------------------------------------------------------------


@pytest.fixture
def course():
    from welfare_centres.management.commands.load_staff_course import FOLDER

    MeasureCode.objects.create(code="2", name_ko="직업훈련")
    course_load(folder=FOLDER)
    return Course.objects.get(reference="working-together")


def test_the_staff_course_has_four_modules_that_ask(course):
    assert course.modules.count() == 4
    assert all(module.units.filter(kind="questions").exists() for module in course.modules.all())


def test_the_staff_course_is_shown_to_staff_and_to_nobody_else(course):
    staff, person = factories.MembershipFactory(caseworker=True).user, factories.UserFactory(as_person=True)
    assert Course.objects.visible_to(staff).filter(pk=course.pk).exists()
    assert not Course.objects.visible_to(person).filter(pk=course.pk).exists()
    assert [one.course.pk for one in courses_online(staff)] == [course.pk]
    assert courses_online(person) == []


def test_who_finished_is_counted_by_centre(centre, course):
    own = factories.MembershipFactory(counsellor=True, organisation=centre.organisation)
    agency = factories.MembershipFactory(caseworker=True)
    kind = AgencyKind.objects.create(code="welfare", name_ko="복지팀")
    Desk.objects.create(centre=centre, agency=Agency.objects.create(organisation=agency.organisation, kind=kind))
    Learner.objects.create(user=own.user, course=course, completed_at=timezone.now())
    Learner.objects.create(user=agency.user, course=course)
    (row,) = selectors.training(own.user)
    assert (row.staff, row.staff_done, row.partners, row.partners_done) == (1, 1, 1, 0)


# --- the yearly self-assessment ----------------------------------------------------------------------------------


@pytest.fixture
def manager(centre):
    return factories.MembershipFactory(manager=True, organisation=centre.organisation).user


def _write(centre, by, *, submit=True, level=3, evidence="회의록", year=2026):
    return self_assessment_write(
        centre_id=centre.pk, year=year, by=by, submit=submit, levels=dict.fromkeys(codes(), level),
        evidence=dict.fromkeys(codes(), evidence),
    )  # fmt: skip


def test_twelve_statements_in_four_areas_with_four_levels():
    assert (len(areas()), len(codes()), len(levels())) == (4, 12, 4)


def test_what_was_handed_in_is_locked(centre, manager):
    _write(centre, manager)
    with pytest.raises(RuleBroken):
        _write(centre, manager, level=4)
    assert set(SelfAssessment.objects.get().levels.values()) == {3}


def test_the_database_too_keeps_what_was_handed_in(centre, manager):
    _write(centre, manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        SelfAssessment.objects.update(levels={"plan_one": 4})


def test_a_draft_may_be_half_done_and_written_again(centre, manager):
    self_assessment_write(
        centre_id=centre.pk, year=2026, by=manager, submit=False, levels={"plan_one": 2}, evidence={}
    )
    assert _write(centre, manager).is_locked


@pytest.mark.parametrize("more", [{"level": 5}, {"evidence": " "}])
def test_levels_and_evidence_are_asked_for_when_it_is_handed_in(centre, manager, more):
    with pytest.raises(RuleBroken):
        _write(centre, manager, **more)


def test_only_the_manager_of_the_centre_writes_it(centre):
    for trait in ("counsellor", "manager", "analyst"):
        with pytest.raises(PermissionDenied):
            _write(centre, factories.MembershipFactory(**{trait: True}).user)


def test_this_year_is_compared_with_the_last(centre, manager):
    before, now = _write(centre, manager, level=2, year=2025), _write(centre, manager, level=3)
    assert [one.change for one in selectors.self_compared(now, before)] == [1.0] * 4
