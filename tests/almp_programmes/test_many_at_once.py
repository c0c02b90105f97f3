"""Many people click at the same moment: places are given once, numbers once, and nobody is lost."""

import datetime as dt
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from almp_programmes.models import CourseRun, Enrolment, MoneyEntry, ProgrammeAmount
from almp_programmes.services import places
from almp_programmes.services.enrolments import enrolment_apply, enrolment_approve
from core.errors import RuleBroken
from tests import factories
from tests.almp_programmes.conftest import make_school

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 12


def together(deeds):
    """Each deed in a thread of its own, all let go at once; what each gave or raised."""
    gate = threading.Barrier(len(deeds))

    def run(deed):
        gate.wait()
        try:
            return deed()
        except RuleBroken as exc:
            return exc
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def recounted(run):
    row = CourseRun.objects.get(pk=run.pk)
    return row.occupied, Enrolment.objects.holding_place().filter(run=run).count()


def applying(school, user):
    return lambda: enrolment_apply(
        person_id=user.person_id, programme_id=school.run.course.programme_id, run_id=school.run.pk, by=user
    )


def test_two_at_the_last_place_get_one_place_and_one_number():
    school = make_school(capacity=1, first_come=True)
    rows = together([applying(school, school.person()) for _ in range(2)])
    assert sorted((row.state, row.waiting_number or 0) for row in rows) == [("placed", 0), ("waiting", 1)]


def test_many_applicants_get_every_place_once_and_every_number_once():
    school = make_school(capacity=5, first_come=True)
    rows = together([applying(school, school.person()) for _ in range(WORKERS)])
    assert Counter(row.state for row in rows) == {"placed": 5, "waiting": WORKERS - 5}
    waiting = sorted((row for row in rows if row.waiting_number), key=lambda row: row.waiting_number)
    assert [row.waiting_number for row in waiting] == list(range(1, WORKERS - 4))
    assert [row.applied_at for row in waiting] == sorted(row.applied_at for row in waiting)
    assert recounted(school.run) == (5, 5)


def test_one_person_clicking_often_applies_once():
    school = make_school(first_come=True)
    user = school.person()
    rows = together([applying(school, user) for _ in range(WORKERS)])
    assert sum(isinstance(row, Enrolment) for row in rows) == 1
    assert recounted(school.run) == (1, 1)


def test_one_person_clicking_often_on_a_programme_without_courses_applies_once():
    programme = factories.ProgrammeFactory(delivery="service")
    user = factories.UserFactory(as_person=True)
    rows = together([lambda: enrolment_apply(person_id=user.person_id, programme_id=programme.pk, by=user)] * WORKERS)
    assert sum(isinstance(row, Enrolment) for row in rows) == 1
    assert Enrolment.objects.count() == 1


def test_one_person_taking_two_courses_at_once_gets_one():
    first, second = make_school(first_come=True), make_school(first_come=True)
    user = first.person()
    rows = together([applying(first, user), applying(second, user)])
    assert sorted(isinstance(row, Enrolment) for row in rows) == [False, True]
    assert Enrolment.objects.filter(state="placed").count() == 1


def test_withdrawals_acceptances_and_lapses_at_once_leave_every_place_held_once():
    school = make_school(capacity=4, first_come=True)
    rows = [applying(school, school.person())() for _ in range(WORKERS)]
    for row in rows[:2]:
        places.enrolment_withdraw(enrolment_id=row.pk, by=row.person.user)
    offered = list(Enrolment.objects.filter(state="offered"))

    def accepting(row):
        return lambda: places.place_accept(enrolment_id=row.pk, by=row.person.user)

    def withdrawing(row):
        return lambda: places.enrolment_withdraw(enrolment_id=row.pk, by=row.person.user)

    together(
        [accepting(row) for row in offered]
        + [withdrawing(row) for row in (*rows[2:4], *rows[8:10])]
        + [places.offers_lapse, applying(school, school.person())]
    )
    occupied, held = recounted(school.run)
    assert occupied == held == 4
    numbers = [n for n in Enrolment.objects.values_list("waiting_number", flat=True) if n]
    assert len(numbers) == len(set(numbers))


def test_places_given_at_once_share_the_persons_limit_on_fees():
    school = make_school(fee=1_000_000, course__full_time=False)
    ProgrammeAmount.objects.create(
        programme=school.run.course.programme, key="cap", won=1_500_000, unit="total", valid_from=dt.date(2020, 1, 1),
        name_ko="한도",
    )  # fmt: skip
    user = school.person()
    more = [factories.CourseRunFactory(course=school.run.course, number=n, fee=1_000_000) for n in (2, 3)]
    rows = [school.apply(user, run=run) for run in (school.run, *more)]
    together([lambda pk=row.pk: enrolment_approve(enrolment_id=pk, by=school.trainer) for row in rows])
    assert sorted(MoneyEntry.objects.values_list("won", flat=True)) == [500_000, 1_000_000]
