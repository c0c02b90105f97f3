"""A made-up but plausible set of firms and vacancies: the same seed gives the same ones."""

from employers.population.making import make_employers_and_vacancies

__all__ = ["make_employers_and_vacancies"]
