"""Numerical matching of people and vacancies: arrays in, typed results out; knows no Django and no database.

`tables` holds what is known, `weights` the dated weights, `hard` and `score` say what may be recommended and how much
it is worth, pair by pair in plain numpy, and `plain` ranks by brute force. `columns` packs the tables for `kernel`,
which gives the same best k many thousand times faster; `match` runs it. `explain` gives reasons, `text` directions.
"""

from matching.engine.columns import people_columns, vacancy_columns
from matching.engine.explain import Reason, explain
from matching.engine.match import Matches, best, best_people, best_vacancies
from matching.engine.tables import People, Ragged, Vacancies, World
from matching.engine.weights import COMPONENTS, CURRENT, Weights

__all__ = [
    "COMPONENTS",
    "CURRENT",
    "Matches",
    "People",
    "Ragged",
    "Reason",
    "Vacancies",
    "Weights",
    "World",
    "best",
    "best_people",
    "best_vacancies",
    "explain",
    "people_columns",
    "vacancy_columns",
]
