"""The index in arrays against looking through every text."""

import numpy as np
import pytest

from matching.search import facts, hangul, words
from matching.search.segment import BODY, PART, Segment, Source, build

WORDS = ["용접", "용접공", "간호", "간호사", "주간", "사무", "사무원", "웹", "웹디자이너", "web", "designer", "c++",
         "3d", "모델러", "주", "야간", "경비원"]  # fmt: skip


def source(at: int, title: str, body: str = "") -> Source:
    row = np.zeros(1, facts.FACTS)
    row["vacancy"] = at
    text = PART.join([" ".join(words.runs(one)) for one in (title, "", "", "", body)])
    return Source(at, 1, 0, row.tobytes(), text)


@pytest.fixture(scope="module")
def titles() -> list[str]:
    rng = np.random.default_rng(7)
    return [" ".join(rng.choice(WORDS, rng.integers(1, 6))) for _ in range(400)]


@pytest.fixture(scope="module")
def segment(titles) -> Segment:
    return build([source(at, title) for at, title in enumerate(titles)])


def owners(segment: Segment, where) -> set[int]:
    return set(segment.owner[where].tolist())


@pytest.mark.parametrize(
    "word", ["용접", "간호사", "호사", "사무원", "디자이너", "무원", "공", "웹디자이너", "접공간호"]
)
def test_a_korean_word_is_found_wherever_it_stands(word, segment, titles):
    """A word of three syllables and more also over a space; one of two only within a word."""
    expected = {
        at for at, title in enumerate(titles)
        if (word in title if len(word) < 3 else word in title.replace(" ", ""))
    }  # fmt: skip
    assert owners(segment, segment.positions(word)) == expected
    assert expected or word == "접공간호"


def _begins(run: str, word: str) -> bool:
    return run.startswith(word) if len(word) > 3 else run == word


@pytest.mark.parametrize(
    ("word", "is_there"), [("web", True), ("desi", True), ("des", False), ("signer", False), ("c++", True)]
)
def test_a_foreign_word_is_found_by_its_beginning_and_a_short_one_whole(word, is_there, segment, titles):
    expected = {at for at, title in enumerate(titles) if any(_begins(run, word) for run in title.split())}
    assert owners(segment, segment.positions(word)) == expected
    assert bool(expected) == is_there


@pytest.mark.parametrize("consonants", ["ㅇㅈ", "ㄱㅎㅅ", "ㅇㄷㅈㅇㄴ", "ㄱ"])
def test_first_consonants_are_found_where_words_begin(consonants, segment, titles):
    def begins(title: str) -> bool:
        flat = hangul.initials(title.replace(" ", ""))
        starts, at = [], 0
        for run in title.split():
            starts.append(at)
            at += len(run)
        return any(flat.startswith(consonants, start) for start in starts)

    expected = {at for at, title in enumerate(titles) if begins(title)}
    assert expected
    assert owners(segment, segment.initials(consonants)) == expected


def test_long_texts_say_how_often_they_hold_a_word():
    held = build([source(0, "", "용접 용접 기술"), source(1, "", "배관"), source(2, "", "용접기 다룸, React")])
    assert [one.tolist() for one in held.held("용접")[BODY]] == [[0, 2], [2, 1]]
    assert held.held("접기술")[BODY][0].tolist() == [0]  # over a space, as a longer word
    assert held.held("접기")[BODY][0].tolist() == [2]
    assert held.held("react")[BODY][0].tolist() == held.held("reac")[BODY][0].tolist() == [2]
    assert held.held("도장") == {}


def test_an_index_of_nothing_finds_nothing():
    empty = build([])
    assert len(empty.positions("용접")) == len(empty.initials("ㅇ")) == len(empty.held("용접")) == 0


def test_what_is_read_from_disk_is_what_was_written(segment, tmp_path):
    segment.write(tmp_path)
    again = Segment.read(tmp_path)
    assert (again.positions("용접") == segment.positions("용접")).all()
    assert (again.rows == segment.rows).all()
