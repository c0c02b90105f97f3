"""What a form says of wrong input: Korean or English, and how to mend it."""

import re

import pytest
from django import forms
from django.core import validators
from django.utils import translation

from accounts.models import Person

WRONG = {
    forms.CharField(max_length=3): "four",
    forms.CharField(min_length=3): "a",
    forms.CharField(validators=[]): "\x00",
    forms.CharField(): "",
    forms.IntegerField(): "1.5",
    forms.IntegerField(max_value=5): "6",
    forms.IntegerField(min_value=5): "4",
    forms.IntegerField(step_size=10): "4",
    forms.DecimalField(): "x",
    forms.DecimalField(max_digits=3): "1234",
    forms.DecimalField(max_digits=3, decimal_places=1): "1.23",
    forms.DecimalField(max_digits=3, decimal_places=1): "123",
    forms.FloatField(): "x",
    forms.DateField(): "31/31",
    forms.TimeField(): "25",
    forms.DateTimeField(): "now",
    forms.EmailField(): "minji@",
    forms.URLField(assume_scheme="https"): "no address",
    forms.ChoiceField(choices=[("a", "a")]): "b",
    forms.MultipleChoiceField(choices=[("a", "a")]): ["b"],
    forms.ModelChoiceField(Person.objects.none()): "0",
}
DJANGOS = re.compile("인지 확인하세요|입력하세요|선택가능|Ensure|Enter a valid|Select a valid|required")
HANGUL = re.compile("[가-힣]")


def refusals(field, value):
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(value)
    return " ".join(caught.value.messages)


@pytest.mark.django_db
@pytest.mark.parametrize(("field", "value"), WRONG.items(), ids=lambda one: type(one).__name__)
def test_a_refusal_says_how_to_mend_it_in_the_readers_language(field, value):
    with translation.override("ko"):
        korean = refusals(field, value)
    with translation.override("en"):
        english = refusals(field, value)
    assert HANGUL.search(korean)
    assert not HANGUL.search(english)
    assert not DJANGOS.search(f"{korean} {english}")


def test_numbers_stand_in_the_sentence():
    with translation.override("ko"):
        assert refusals(forms.CharField(max_length=3), "four") == "3자까지 쓸 수 있어요. 지금 4자예요."
        assert refusals(forms.IntegerField(max_value=5), "6") == "5 이하로 적어 주세요."


def test_a_models_own_limits_speak_the_same_way():
    with translation.override("ko"), pytest.raises(forms.ValidationError, match="자까지 쓸 수 있어요"):
        validators.MaxLengthValidator(2)("abc")
