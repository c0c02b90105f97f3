import datetime as dt

import pytest
from django.utils import timezone

from channels.models import Message
from jobseekers.models import HiddenFrom
from matching.applying import applications as applying
from matching.applying import clocks
from matching.models import AnswerRule, Application
from matching.tasks import answer_clock

State = Application.State


def later(days):
    return timezone.localdate() + dt.timedelta(days=days)


def reminders():
    return Message.objects.filter(template="application_due", medium="in_app").count()


def test_the_rule_of_the_day_sets_the_days(hiring):
    AnswerRule.objects.create(valid_from=later(-1), answer_days=7, close_days=10)
    AnswerRule.objects.create(valid_from=later(1), answer_days=30, close_days=30)
    application = hiring.applied()
    assert (application.answer_due_on, application.closes_on) == (later(7), later(10))


@pytest.mark.parametrize(("day", "expected"), [(0, 0), (6, 0), (7, 1), (11, 1), (12, 2), (14, 2)])
def test_the_employer_is_reminded_at_half_time_and_two_days_before(hiring, day, expected):
    hiring.applied()
    for passed in range(day + 1):
        clocks.remind(today=later(passed))
        clocks.remind(today=later(passed))
    assert reminders() == expected


def test_one_reminder_a_vacancy_however_many_wait(make_hiring):
    hiring = make_hiring(openings=2)
    hiring.applied()
    hiring.applied()
    clocks.remind(today=later(12))
    assert reminders() == 1
    assert "2명" in Message.objects.get(template="application_due", medium="in_app").subject


def test_an_answered_application_is_not_reminded_of(hiring):
    application = hiring.applied()
    applying.application_reject(application_id=application.pk, by=hiring.recruiter, reason="skills")
    clocks.remind(today=later(13))
    assert reminders() == 0


@pytest.mark.parametrize(("day", "closed"), [(21, 0), (22, 1)])
def test_silence_closes_after_the_rules_days_and_tells_the_person_once(hiring, day, closed):
    application = hiring.applied()
    clocks.close_unanswered(today=later(day))
    clocks.close_unanswered(today=later(day))
    application.refresh_from_db()
    assert (application.state == State.CLOSED) is bool(closed)
    assert Message.objects.filter(template="application_no_answer", medium="in_app").count() == closed


def test_an_offer_left_unanswered_lapses_and_both_hear(hiring):
    offer = hiring.offered()
    clocks.close_unanswered(today=later(6))
    offer.refresh_from_db()
    offer.application.refresh_from_db()
    assert (offer.state, offer.application.state) == ("lapsed", State.CLOSED)
    assert Message.objects.filter(template__startswith="application_offer_lapsed", medium="in_app").count() == 2


def test_the_applicant_is_reminded_of_an_offer_two_days_before(hiring):
    hiring.offered()
    clocks.remind(today=later(2))
    assert not Message.objects.filter(template="application_offer_due").exists()
    clocks.remind(today=later(3))
    clocks.remind(today=later(4))
    assert Message.objects.filter(template="application_offer_due", medium="in_app").count() == 1


def test_hiding_from_the_employer_withdraws_the_application(hiring):
    application = hiring.applied()
    HiddenFrom.objects.create(jobseeker=application.jobseeker, organisation=hiring.organisation)
    assert (clocks.withdraw_hidden(), clocks.withdraw_hidden()) == (1, 0)
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN


def test_a_vacancy_taken_down_tells_everyone(hiring):
    hiring.applied()
    hiring.vacancy.state, hiring.vacancy.closed_at = "withdrawn", timezone.now()
    hiring.vacancy.save()
    assert clocks.tell_remaining() == 1
    assert Message.objects.filter(template="application_vacancy_withdrawn", medium="in_app").count() == 1


def test_response_rate_counts_the_answered_and_the_silent_but_not_those_in_time(make_hiring):
    hiring = make_hiring(openings=5)
    rows = [hiring.applied() for _ in range(5)]
    for row in rows[:2]:
        applying.application_reject(application_id=row.pk, by=hiring.recruiter, reason="skills")
    employer = hiring.vacancy.employer
    clocks.measure_responses()
    employer.refresh_from_db()
    assert employer.response_rate is None  # two measured are too few to show
    Application.objects.filter(pk__in=[row.pk for row in rows[2:4]]).update(answer_due_on=later(-1))
    clocks.measure_responses()
    employer.refresh_from_db()
    assert (employer.response_rate, employer.response_days) == (50, 0)
    assert clocks.measure_responses() == 0


def test_the_task_turns_the_whole_clock_and_twice_is_once(hiring):
    hiring.applied()
    Application.objects.update(answer_due_on=later(-8), closes_on=later(-1))
    assert answer_clock()["closed"] == 1
    assert answer_clock()["closed"] == 0


def test_a_clock_cut_in_the_middle_of_one_application_leaves_it_whole(hiring, monkeypatch):
    application = hiring.applied()

    def dies(*args, **kwargs):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(clocks.notices, "to_person", dies)
        with pytest.raises(RuntimeError):
            clocks.close_unanswered(today=later(30))
    application.refresh_from_db()
    assert application.state == State.APPLIED
    assert clocks.close_unanswered(today=later(30)) == 1
