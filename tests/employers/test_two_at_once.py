"""Two people accept the last position at the same moment."""

import threading

import pytest
from django.db import connection

from core.errors import RuleBroken
from employers import services
from employers.models import Vacancy
from tests.factories import VacancyFactory


@pytest.mark.django_db(transaction=True)
def test_the_last_position_is_taken_by_one_of_two():
    vacancy = VacancyFactory(openings=1)
    together, outcomes = threading.Barrier(2), []

    def take() -> None:
        together.wait()
        try:
            services.vacancy_fill_position(vacancy_id=vacancy.pk, by=None)
            outcomes.append("taken")
        except RuleBroken:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    vacancy = Vacancy.objects.get(pk=vacancy.pk)
    assert sorted(outcomes) == ["refused", "taken"]
    assert (vacancy.filled, vacancy.state) == (1, "filled")
