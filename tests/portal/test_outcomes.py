"""How people fare after a programme is noted by the clock from what the platform itself knows."""

import datetime as dt

import pytest
from django.utils import timezone

from almp_programmes.models import Enrolment, EnrolmentOutcome
from almp_programmes.selectors.outcomes import believed
from almp_programmes.services.outcomes import outcomes_register
from core.dates import months_later
from jobseekers.models import Jobseeker, Spell
from matching.models import Placement
from portal.services import outcomes as noting
from portal.tasks import outcomes
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ENDED = TODAY - dt.timedelta(days=200)  # six months ago and a little more
STARTED = ENDED - dt.timedelta(days=60)


def ended(jobseeker: Jobseeker | None = None, on: dt.date = ENDED) -> Enrolment:
    return factories.EnrolmentFactory(
        person=(jobseeker or factories.JobseekerFactory()).person, state="completed", starts_on=STARTED, ends_on=on,
        ended_on=on,
    )  # fmt: skip


def searched(row: Enrolment, start: dt.date, until: dt.date | None = None, why: str = "") -> Spell:
    return Spell.objects.create(
        jobseeker=row.person.jobseeker, started_on=start, ended_on=until, reason="personal", end_reason=why
    )


def placed(row: Enrolment, on: dt.date, until: dt.date | None = None) -> Placement:
    vacancy = factories.VacancyFactory()
    return Placement.objects.create(
        person=row.person, jobseeker=row.person.jobseeker, employer=vacancy.employer, vacancy=vacancy, agreed_on=on,
        started_on=on, ended_on=until,
    )  # fmt: skip


def noted(row: Enrolment) -> dict[int, str]:
    return dict(row.outcomes.filter(source="placement").values_list("months", "status"))


@pytest.mark.parametrize(
    ("why", "status"),
    [
        ("found", "employed"), ("placed", "employed"), ("own_business", "self_employed"), ("study", "learning"),
        ("not_looking", "not_searching"),
    ],
)  # fmt: skip
def test_a_search_that_ended_says_how_it_ended(why, status):
    row = ended()
    searched(row, STARTED - dt.timedelta(days=30), ENDED + dt.timedelta(days=10), why)
    assert (outcomes(), noted(row)) == (2, {3: status, 6: status})


def test_a_search_that_goes_on_is_a_search_and_its_end_counts_from_its_day():
    row = ended()
    searched(row, STARTED, months_later(ENDED, 4), "found")
    outcomes()
    assert noted(row) == {3: "searching", 6: "employed"}


def test_months_that_have_not_passed_are_not_noted():
    row = ended(on=TODAY - dt.timedelta(days=30))
    searched(row, STARTED)
    assert (outcomes(), noted(row)) == (0, {})


def test_what_ended_before_the_programme_and_other_reasons_say_nothing():
    before, other, nobody = ended(), ended(), ended()
    searched(before, STARTED - dt.timedelta(days=90), STARTED - dt.timedelta(days=1), "found")
    searched(other, STARTED, ENDED, "other")
    assert (outcomes(), noted(before), noted(other), noted(nobody)) == (0, {}, {}, {})


def test_a_placement_counts_while_it_lasts():
    row = ended()
    searched(row, STARTED, ENDED + dt.timedelta(days=5), "placed")
    placed(row, ENDED + dt.timedelta(days=5), until=months_later(ENDED, 4))
    outcomes()
    assert noted(row) == {3: "employed"}


def test_noted_again_nothing_changes_and_a_correction_is_taken_over():
    row = ended()
    search = searched(row, STARTED, ENDED, "placed")
    job = placed(row, ENDED)
    outcomes()
    at = row.outcomes.latest("pk").told_at
    assert (outcomes(), row.outcomes.latest("pk").told_at) == (0, at)
    Placement.objects.filter(pk=job.pk).update(ended_on=months_later(ENDED, 1))
    assert (outcomes(), noted(row)) == (2, {})
    Spell.objects.filter(pk=search.pk).update(end_reason="study")
    assert (outcomes(), noted(row)) == (2, {3: "learning", 6: "learning"})


def test_many_are_noted_a_chunk_at_a_time(monkeypatch):
    rows = [ended() for _ in range(5)]
    for row in rows:
        searched(row, STARTED)
    monkeypatch.setattr(noting, "CHUNK", 2)
    assert (outcomes(), outcomes()) == (10, 0)
    assert all(noted(row) == {3: "searching", 6: "searching"} for row in rows)


def test_what_the_person_told_stays_and_is_believed():
    row = ended()
    searched(row, STARTED)
    EnrolmentOutcome.objects.create(enrolment=row, months=3, status="employed", source="person")
    outcomes()
    assert row.outcomes.get(months=3, source="person").status == "employed"
    assert [(one.months, one.status) for one in believed(row.outcomes.all())] == [(3, "employed"), (6, "searching")]


def test_a_register_outweighs_what_was_told_before_it_and_not_what_was_told_later():
    row = ended()
    EnrolmentOutcome.objects.create(enrolment=row, months=3, status="searching", source="person")
    outcomes_register(rows=[(row.pk, 3, "employed"), (row.pk, 6, "employed")], source="register")
    EnrolmentOutcome.objects.create(enrolment=row, months=6, status="learning", source="provider")
    said = [(one.months, one.status, one.source) for one in believed(row.outcomes.all())]
    assert said == [(3, "employed", "register"), (6, "learning", "provider")]


def test_nothing_is_noted_as_a_persons_own_word():
    with pytest.raises(ValueError, match="person"):
        outcomes_register(rows=[(ended().pk, 3, "employed")], source="person")
