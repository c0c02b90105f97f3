"""Numerical matching of people and vacancies: arrays in, typed results out; knows no Django and no database.

`tables` holds the arrays, `weights` the dated weights, `hard` what can never be recommended, `score` the components,
`rank` the best k for each, `explain` the reasons of one pair, `text` hashed word vectors.
"""

from matching.engine.explain import Reason, explain
from matching.engine.rank import Best, best_people, best_vacancies
from matching.engine.tables import People, Ragged, Vacancies, World
from matching.engine.weights import COMPONENTS, CURRENT, Weights

__all__ = [
    "COMPONENTS",
    "CURRENT",
    "Best",
    "People",
    "Ragged",
    "Reason",
    "Vacancies",
    "Weights",
    "World",
    "best_people",
    "best_vacancies",
    "explain",
]
