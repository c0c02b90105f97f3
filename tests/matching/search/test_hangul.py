"""Korean typed in other ways."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.search import hangul

SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=8)


@given(SYLLABLES)
def test_whatever_korean_keys_write_is_read_back_from_the_latin_ones(word):
    keys = hangul.to_latin_keys(word)
    assume(not keys.isupper())  # nothing but shifted keys is taken for caps lock
    assert hangul.from_latin_keys(keys) == word


def test_nothing_but_shifted_keys_is_taken_for_caps_lock():
    assert hangul.to_latin_keys("쏐") == "TPT"
    assert hangul.from_latin_keys("TPT") == "셋"


@pytest.mark.parametrize("typed", ["unity", "java", "qa", "web designer", "c++", ""])
def test_english_words_are_no_korean_keys(typed):
    assert hangul.from_latin_keys(typed) == ""


def test_english_typed_on_the_korean_layout_is_read_back():
    assert hangul.to_latin_keys("ㅕㅜㅑ쇼") == "unity"


@pytest.mark.parametrize(
    ("typed", "word"),
    [("yongjeop", "용접"), ("yongjub", "용줍"), ("ganhosa", "간호사"), ("kanhosa", "간호사"), ("yorisa", "요리사"),
     ("gyeongbi", "경비"), ("kyoungbi", "경비"), ("jeongi", "전기"), ("cheongso", "청소")],
)  # fmt: skip
def test_a_word_sounds_alike_however_it_is_romanised(typed, word):
    assert hangul.sound(typed) == hangul.sound_of(word)


def test_first_consonants_are_those_of_the_syllables():
    assert hangul.initials("용접 CO2") == "ㅇㅈ CO2"
    assert hangul.is_initials("ㅇㅈ")
    assert not hangul.is_initials("ㅇ접")
    assert not hangul.is_initials("ㅏㅏ")


def test_single_letters_are_put_together_as_an_input_method_does():
    assert hangul.syllables([*"ㄱㅏㅂㅅㅇㅓㅂㅅㅇㅣ"]) == "값없이"
    assert hangul.syllables([*"ㄱㅏㄱ", "ㅏ", "ㅏ"]) == ""
