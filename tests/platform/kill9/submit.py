"""A web process in the middle of its day: one application after the other, each tried until it is answered.

Prints the key of every application that was acknowledged. Run as `-m tests.platform.kill9.submit prepare|go`.
"""

import sys
import time

import django

django.setup()

from django.db import Error, connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import ContactPoint  # noqa: E402
from core.errors import RuleBroken  # noqa: E402
from employers.models import Vacancy  # noqa: E402
from jobseekers.models import Jobseeker  # noqa: E402
from matching.applying.applications import application_message_send, application_submit  # noqa: E402
from matching.models import Application  # noqa: E402
from tests import factories  # noqa: E402
from tests.platform.kill9 import world  # noqa: E402

PEOPLE = 40
AHEAD = 8  # applications, of the hand-overs: on a slow machine too the batch then outlasts the kills


@transaction.atomic
def prepare() -> None:
    """Two vacancies; half the people have e-mail, half only a telephone."""
    for _ in range(2):
        vacancy = factories.VacancyFactory()
        factories.MembershipFactory(organisation=vacancy.employer.organisation)
    for number in range(PEOPLE):
        jobseeker = factories.JobseekerFactory(searching=True)
        kind, value = ("email", f"p{number}@example.org") if number % 2 else ("phone", f"+8210{number:08}")
        ContactPoint.objects.create(
            person=jobseeker.person, kind=kind, value=value, is_primary=True, verified_at=timezone.now()
        )


def until_answered(act, done):
    """As a person does who sees an error page: look whether it went through, else try again."""
    while True:
        try:
            return done() or act()
        except (Error, RuleBroken):
            connection.close()
            time.sleep(0.1)


def go() -> None:
    vacancies = list(Vacancy.objects.order_by("pk"))
    people = list(Jobseeker.objects.select_related("person__user").order_by("pk"))
    for number, jobseeker in enumerate(people):
        while number > AHEAD + sum(sum(world.arrived(name).values()) for name in ("mail", "gateway")):
            time.sleep(0.05)
        user, vacancy = jobseeker.person.user, vacancies[number % len(vacancies)]
        application = until_answered(
            lambda: application_submit(jobseeker_id=jobseeker.pk, vacancy_id=vacancy.pk, by=user, agree=True),  # noqa: B023
            lambda: Application.objects.filter(jobseeker=jobseeker, vacancy=vacancy).first(),  # noqa: B023
        )
        until_answered(
            lambda: application_message_send(application_id=application.pk, by=user, text="안녕하세요"),  # noqa: B023
            application.messages.first,
        )
        print(application.public_id, flush=True)
        time.sleep(0.15)


{"prepare": prepare, "go": go}[sys.argv[1]]()
