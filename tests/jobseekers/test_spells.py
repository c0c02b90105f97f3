import threading

import pytest
from django.db import IntegrityError, connection, transaction

from core.errors import RuleBroken
from jobseekers import services
from jobseekers.models import Jobseeker, Spell
from tests import factories

REASON = Spell.Reason.CLOSURE


def test_a_second_open_spell_is_refused(me, days_ago):
    services.spell_open(jobseeker=me.jobseeker, started_on=days_ago(30), reason=REASON)
    with pytest.raises(RuleBroken, match="이미 구직 중"):
        services.spell_open(jobseeker=me.jobseeker, started_on=days_ago(3), reason=REASON)


def test_a_spell_that_overlaps_an_ended_one_is_refused_and_says_which(me, days_ago):
    me.jobseeker.spells.create(
        started_on=days_ago(100), ended_on=days_ago(50), reason=REASON, end_reason=Spell.EndReason.FOUND
    )
    with pytest.raises(RuleBroken, match=f"{days_ago(100):%Y-%m-%d}"):
        services.spell_open(jobseeker=me.jobseeker, started_on=days_ago(60), reason=REASON)


def test_a_spell_may_begin_the_day_the_last_one_ended(me, days_ago):
    me.jobseeker.spells.create(
        started_on=days_ago(100), ended_on=days_ago(50), reason=REASON, end_reason=Spell.EndReason.FOUND
    )
    services.spell_open(jobseeker=me.jobseeker, started_on=days_ago(50), reason=REASON)
    assert me.jobseeker.spells.count() == 2


def test_the_database_itself_refuses_overlapping_spells(me, days_ago):
    me.jobseeker.spells.create(started_on=days_ago(90), ended_on=days_ago(10), reason=REASON, end_reason="found")
    with pytest.raises(IntegrityError, match="spell_no_overlap"), transaction.atomic():
        me.jobseeker.spells.create(started_on=days_ago(20), ended_on=days_ago(5), reason=REASON, end_reason="found")


def test_the_database_itself_refuses_two_open_spells(me, days_ago):
    me.jobseeker.spells.create(started_on=days_ago(90), reason=REASON)
    with pytest.raises(IntegrityError), transaction.atomic():
        me.jobseeker.spells.create(started_on=days_ago(20), reason=REASON)


def test_the_database_wants_a_reason_for_every_end(me, days_ago):
    with pytest.raises(IntegrityError, match="spell_end_has_a_reason"), transaction.atomic():
        me.jobseeker.spells.create(started_on=days_ago(20), ended_on=days_ago(5), reason=REASON)


def test_a_spell_cannot_begin_in_the_future(me, days_ago):
    with pytest.raises(RuleBroken, match="오늘이나"):
        services.spell_open(jobseeker=me.jobseeker, started_on=days_ago(-1), reason=REASON)


def test_ending_without_an_open_spell_does_nothing(me, days_ago):
    assert services.spell_end(jobseeker=me.jobseeker, on=days_ago(0), reason=Spell.EndReason.PLACED) is None


def test_a_job_begun_before_the_spell_ends_it_on_its_first_day(me, days_ago):
    services.spell_open(jobseeker=me.jobseeker, started_on=days_ago(10), reason=REASON)
    spell = services.spell_end(jobseeker=me.jobseeker, on=days_ago(20), reason=Spell.EndReason.PLACED)
    assert (spell.ended_on, spell.end_reason) == (days_ago(10), "placed")


def test_mending_the_start_cannot_push_a_spell_into_another(me, days_ago):
    me.jobseeker.spells.create(started_on=days_ago(100), ended_on=days_ago(50), reason=REASON, end_reason="found")
    spell = services.spell_open(jobseeker=me.jobseeker, started_on=days_ago(30), reason=REASON)
    with pytest.raises(RuleBroken, match="겹쳐요"):
        services.spell_change(spell_id=spell.pk, started_on=days_ago(70), reason=REASON)


@pytest.mark.django_db(transaction=True)
def test_two_threads_open_one_spell(days_ago):
    jobseeker = factories.JobseekerFactory()
    barrier, answers = threading.Barrier(2), []

    def attempt():
        try:
            barrier.wait(10)
            services.spell_open(jobseeker=Jobseeker(pk=jobseeker.pk), started_on=days_ago(5), reason=REASON)
            answers.append("opened")
        except RuleBroken:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(answers) == ["opened", "refused"]
    assert jobseeker.spells.open().count() == 1
