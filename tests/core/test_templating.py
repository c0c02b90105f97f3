"""Money, dates and names as people read them; links and attributes of the template environment."""

import datetime as dt

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation
from markupsafe import Markup

from core import catalogues, display, templating, translating
from core.translating import Bytecode
from core.widgets import ThreePartDateField

SEOUL = timezone.get_default_timezone()


@pytest.fixture
def today(monkeypatch):
    """It is Monday 23 November 2026, 10:00 in Seoul."""
    now = dt.datetime(2026, 11, 23, 10, tzinfo=SEOUL)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now.date()


@pytest.mark.parametrize(
    ("value", "korean", "english"),
    [
        (2_850_000, "285만 원", "₩2,850,000"),
        (1_188_860, "118만 8,860원", "₩1,188,860"),
        (11_800, "11,800원", "₩11,800"),
        (320_000_000, "3억 2,000만 원", "₩320,000,000"),
        (100_000_000, "1억 원", "₩100,000,000"),
        (-1_000_000, "−100만 원", "−₩1,000,000"),
        (0, "0원", "₩0"),
        (None, "", ""),
    ],
)
def test_won_is_written_as_the_reader_counts(value, korean, english):
    assert display.won(value) == korean
    with translation.override("en"):
        assert display.won(value) == english


def test_won_in_full_for_statements():
    assert display.won(1_188_860, full=True) == "1,188,860원"


@pytest.mark.parametrize(
    ("arguments", "korean", "english"),
    [
        (("month", 2_850_000, 3_100_000), "월 285만~310만 원", "₩2,850,000–3,100,000 a month"),
        (("month", 3_200_000, 3_200_000), "월 320만 원", "₩3,200,000 a month"),
        (("hour", 11_800, 11_800), "시급 11,800원", "₩11,800 an hour"),
        (("year", 32_000_000, None), "연봉 3,200만 원 이상", "₩32,000,000 or more a year"),
        (("month", None, 3_000_000), "월 300만 원까지", "up to ₩3,000,000 a month"),
        (("month", None, None), "", ""),
    ],
)
def test_pay_says_its_period(arguments, korean, english):
    assert display.won_range(*arguments) == korean
    with translation.override("en"):
        assert display.won_range(*arguments) == english


@pytest.mark.parametrize(
    ("months", "korean", "english"),
    [(20, "1년 8개월", "1 year 8 months"), (24, "2년", "2 years"), (1, "1개월", "1 month"), (0, "0개월", "0 months")],
)
def test_a_length_of_work_is_said_in_years_and_months(months, korean, english):
    assert display.span(months) == korean
    with translation.override("en"):
        assert display.span(months) == english


def test_a_month_is_written_without_its_day():
    assert display.month(dt.date(2026, 5, 17)) == "2026.5."
    with translation.override("en"):
        assert display.month(dt.date(2026, 5, 17)) == "May 2026"


def test_dates_show_the_year_only_when_it_is_another(today):
    assert display.date(dt.date(2026, 11, 26)) == "11월 26일(목)"
    assert display.date(dt.date(2027, 10, 2)) == "2027년 10월 2일(토)"
    assert display.date(dt.date(2026, 11, 26), "table") == "11.26.(목)"
    assert display.date(dt.date(2027, 10, 2), "table") == "2027.10.2."
    with translation.override("en"):
        assert display.date(dt.date(2026, 11, 26)) == "Thu 26 Nov"
        assert display.date(dt.date(2027, 10, 2)) == "Sat 2 Oct 2027"


def test_moments_are_shown_in_seoul(today):
    evening = dt.datetime(2026, 11, 26, 20, 30, tzinfo=dt.UTC)
    assert display.datetime(evening) == "11월 27일(금) 오전 5시 30분"
    assert display.datetime(evening, "staff") == "11.27.(금) 05:30"


@pytest.mark.parametrize(
    ("value", "korean", "english"),
    [
        (dt.time(14), "오후 2시", "2 pm"),
        (dt.time(0, 5), "오전 12시 5분", "12:05 am"),
        (dt.time(12), "오후 12시", "12 pm"),
    ],
)
def test_hours_of_the_day(value, korean, english):
    assert display.time(value) == korean
    with translation.override("en"):
        assert display.time(value) == english


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (dt.timedelta(seconds=5), "방금"),
        (dt.timedelta(minutes=3), "3분 전"),
        (dt.timedelta(hours=5), "5시간 전"),
        (dt.timedelta(days=6, hours=23), "6일 전"),
        (dt.timedelta(days=7), "11월 16일(월)"),
        (-dt.timedelta(hours=1), "11월 23일(월)"),
    ],
)
def test_recent_moments_are_relative_and_older_ones_are_dates(today, before, words):
    assert display.ago(timezone.now() - before) == words


def test_deadlines_say_how_long(today):
    assert [display.dday(today + dt.timedelta(days=n)) for n in (-2, 0, 3)] == ["2일 지남", "오늘까지", "3일 남음"]
    with translation.override("en"):
        assert [display.dday(today + dt.timedelta(days=n)) for n in (-1, 0, 3)] == [
            "1 day late",
            "today",
            "3 days left",
        ]


def test_a_deadline_just_after_midnight_in_seoul_is_that_day(today):
    assert display.days_left(dt.datetime(2026, 11, 23, 15, 1, tzinfo=dt.UTC)) == 1


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("01012342214", "010-****-2214"),
        ("+82 10-1234-2214", "010-****-2214"),
        ("1350", "****"),
        ("", ""),
        (None, ""),
    ],
)
def test_telephone_numbers_are_masked(value, masked):
    assert display.mask_phone(value) == masked


def test_initials():
    assert [display.initials(name) for name in ("김민지", "Jane Doe", "", None)] == ["김", "JD", "", ""]


def test_minus_is_a_true_minus_sign():
    assert display.num(-1234.5, 1) == "−1,234.5"
    assert display.signed(-0.6) == "−0.6"
    assert display.signed(2.74) == "+2.7"


def test_query_keeps_what_it_does_not_change():
    request = RequestFactory().get("/?q=a&region=1&region=2&page=3")
    assert templating.query(request, page=4) == "?q=a&region=1&region=2&page=4"
    assert templating.query(request, region=None, page="") == "?q=a"
    assert templating.query(None, page=2) == "?page=2"


def test_attributes_are_escaped_and_empty_ones_left_out():
    written = templating.attributes({"data-x": '"<', "hidden": True, "disabled": False, "title": None})
    assert written == Markup(' data-x="&#34;&lt;" hidden')


def test_templates_escape_what_people_typed():
    template = engines["jinja2"].env.from_string('{{ _("%(name)s 님", name=name) }}')
    assert template.render(name="<b>") == "&lt;b&gt; 님"


def test_a_link_that_this_installation_lacks_is_empty():
    assert templating.link("nowhere:at_all") == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("2026", "", "1"), "빠진 곳이 있어요. 적어 주세요: 월"),
        (("26", "1", "1"), "연도는 네 자리"),
        (("2026", "13", "1"), "월은 1에서 12"),
        (("2026", "2", "30"), "2월에 없는 날"),
        (("이천", "2", "3"), "숫자로"),
        (("", "", ""), "빠졌어요"),
    ],
)
def test_a_wrong_date_is_told_which_part_is_wrong(typed, words):
    field = ThreePartDateField()
    data = dict(zip(("d_y", "d_m", "d_d"), typed, strict=True))
    with pytest.raises(Exception, match=words):
        field.clean(field.widget.value_from_datadict(data, {}, "d"))


def test_a_right_date_is_a_date():
    field = ThreePartDateField(required=False)
    typed = field.widget.value_from_datadict({"d_y": "2026", "d_m": "2", "d_d": "28"}, {}, "d")
    assert field.clean(typed) == dt.date(2026, 2, 28)
    assert field.clean(field.widget.value_from_datadict({}, {}, "d")) is None


def test_a_message_is_compiled_into_the_page_of_each_language():
    source = '{{ _("저장하기") }} {{ _("<b>%(name)s</b> 님", name=name) }} {{ _("100%% 온라인") }}'
    env = engines["jinja2"].env
    korean = env.from_string(source)
    with translation.override("en"):
        english = env.from_string(source)
    assert korean.render(name="<김>") == "저장하기 <b>&lt;김&gt;</b> 님 100% 온라인"
    assert english.render(name="Kim").startswith("Save ")


def test_a_text_in_a_variable_is_still_looked_up():
    template = engines["jinja2"].env.from_string("{{ _(word) }}")
    with translation.override("en"):
        assert template.render(word="저장하기") == "Save"


def test_compiled_templates_are_kept_for_the_catalogues_they_were_made_with(monkeypatch, tmp_path):
    kept = Bytecode(tmp_path, "en")
    before = kept.get_source_checksum("x")
    monkeypatch.setattr(translating, "_catalogues", lambda: "others")
    assert kept.get_source_checksum("x") != before


def test_two_rooms_that_translate_one_message_differently_are_named(tmp_path):
    for room, english in (("accounts", "Delete"), ("portal", "Remove")):
        path = catalogues.po_path(tmp_path, room)
        path.parent.mkdir(parents=True)
        path.write_text(f'msgid "지우기"\nmsgstr "{english}"\n\nmsgid "찾기"\nmsgstr "Search"\n')
    assert catalogues.disagreements(tmp_path) == ["지우기: accounts 'Delete', portal 'Remove'"]
