"""Directions of texts are kept from night to night, and only under the words they were computed from."""

import numpy as np
import pytest

from jobseekers.models import Jobseeker
from matching.engine.text import DIMENSION, TextModel
from matching.models import MatchingNight
from matching.nightly.night import night_run
from matching.nightly.snapshot import snapshot_open
from matching.nightly.texts import Kept, Texts, kept_in, key_of
from matching.recommending.loading import load_people
from matching.recommending.wording import text_model
from tests import factories
from tests.matching import market

pytestmark = pytest.mark.django_db


@pytest.fixture
def computed(monkeypatch):
    """Every text of which a direction was computed."""
    seen = []
    of = TextModel.of
    monkeypatch.setattr(TextModel, "of", lambda model, words: seen.extend(words) or of(model, words))
    return seen


@pytest.fixture
def town(settings):
    settings.MATCHING_RANGE_PEOPLE, settings.MATCHING_CONGESTION = 3, 0.0
    places, occupations = market.places(), market.occupations()
    market.fresh()
    for at in range(7):
        factories.JobseekerFactory(region=places["suwon"], searching=True, headline=f"지게차 운전 {at}년")
    market.vacancy(region=places["suwon"], occupation=occupations["forklift"])
    market.reindex()


def kept(night):
    return kept_in(snapshot_open(str(night.key)).folder / "people")


def test_a_night_computes_only_the_texts_that_changed(town, computed):
    night_run()
    assert len(computed) == 7
    computed.clear()
    person = Jobseeker.objects.last()
    person.headline = "용접 기능사"
    person.save(update_fields=["headline"])
    night_run()
    assert len(computed) == 1
    assert "용접 기능사" in computed[0]


def test_what_is_kept_is_what_would_be_computed(town):
    night_run()
    Jobseeker.objects.filter(pk=Jobseeker.objects.last().pk).update(headline="용접 기능사")
    night = night_run()
    assert MatchingNight.objects.live().get() == night
    people = load_people(snapshot_open(str(night.key)).people.tolist())
    assert sum(map(len, kept(night).texts)) == 7
    assert {one.tobytes() for part in kept(night).texts for one in part} == {one.tobytes() for one in people.text}


def test_directions_of_another_model_are_not_found(town):
    night = night_run()
    model = text_model()
    other = model._replace(idf=model.idf + 1)
    assert key_of(other) != key_of(model)
    words = ["지게차 운전 0년"]
    digest = {}
    for name, one in (("same", model), ("other", other)):
        texts = Texts(one, key_of(one), kept(night))
        texts.of(words)
        digest[name] = texts.words(np.arange(1)).digest
    assert not np.array_equal(digest["same"], digest["other"])


def test_nothing_kept_finds_nothing():
    out = np.ones((2, DIMENSION), np.int8)
    assert not Kept([]).fill(np.zeros((2, 2), np.uint64), out).any()
    assert (out == 1).all()
