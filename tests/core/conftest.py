"""A page that uses every macro, and the drawings on it."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.contrib.messages import constants as message_constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation

from core import charts, widgets

PLACES = {
    "28": ("인천", 58.0), "11": ("서울", 61.2), "41": ("경기", 60.1), "51": ("강원", 55.4), "44": ("충남", 59.3),
    "36": ("세종", 63.5), "43": ("충북", 60.8), "47": ("경북", 56.2), "52": ("전북", 54.1), "30": ("대전", 62.4),
    "27": ("대구", 56.9), "31": ("울산", None), "12": ("전남광주", 57.3), "48": ("경남", 58.8), "26": ("부산", 55.9),
    "50": ("제주", 52.8),
}  # fmt: skip


class EveryField(forms.Form):
    title = forms.CharField(label="회사 이름", error_messages={"required": "회사 이름을 적어 주세요."})
    note = forms.CharField(
        label="메모", widget=forms.Textarea, required=False, help_text="사실, 본인이 한 말 순서로 적어요."
    )
    region = forms.ChoiceField(label="지역", choices=[("", "고르기"), ("1", "수원시")], required=False)
    how = forms.ChoiceField(label="어떻게 했나요?", choices=[("a", "누리집"), ("b", "면접")], widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(
        label="요일", choices=[("m", "월"), ("t", "화")], widget=forms.CheckboxSelectMultiple, required=False
    )
    day = widgets.ThreePartDateField(label="언제 했나요?", help_text="예: 2026년 11월 18일")
    until = forms.DateField(label="마감", widget=widgets.DateInput, required=False)
    agree = forms.BooleanField(label="동의해요")


class MoneyForm(forms.Form):
    pay = forms.IntegerField(label="월급", help_text="세금 떼기 전 금액")
    chips = forms.MultipleChoiceField(
        label="조건", choices=[("a", "경력 없어도 됨"), ("b", "통근버스")], widget=forms.CheckboxSelectMultiple
    )
    row = forms.ChoiceField(label="근무", choices=[("a", "전일제"), ("b", "시간제")], widget=forms.RadioSelect)


def drawings() -> dict[str, str]:
    months = [
        charts.Point(f"{2025 + i // 12}.{i % 12 + 1}.", 54 + i * 0.25, 53 + i * 0.25, 55.2 + i * 0.25, i > 19)
        for i in range(22)
    ]
    lines = [charts.Series("1유형", months), charts.Series("2유형", [charts.Point(p.label, 61.0) for p in months])]
    estimates = [charts.Estimate(n, v, v - 1.5, v + 1.5) for n, v in PLACES.values() if v]
    return {
        "line": charts.line_series(
            lines[:1], label="취업률이 54.0%에서 59.3%로 올랐다.", target=charts.Target(62, "목표 62%")
        ),
        "tiles": charts.tile_map(
            [charts.Tile(n, v, *charts.KOREA_TILES[code]) for code, (n, v) in PLACES.items()],
            label="세종 63.5%로 가장 높고 제주 52.8%로 가장 낮다.",
            measure="취업률(%)",
        ),
        "dots": charts.dots(estimates, label="제주가 가장 낮다.", reference=charts.Target(58.4, "전국 58.4%")),
        "stack": charts.stacked(
            [("남자", [40, 35, 25]), ("여자", [52, 30, 18])], ["취업", "훈련", "찾는 중"], label="취업이 가장 많다."
        ),
        "multi": charts.multiples(lines, label="사업별 취업률"),
        "bars": charts.bars(
            [charts.Estimate("용접", 1240), charts.Estimate("돌봄 서비스", 3021)], label="돌봄이 많다.", unit="건"
        ),
    }


@pytest.fixture
def every_macro(settings: Any) -> Any:
    """render(language, filled) → the page as a browser would get it."""
    settings.ROOT_URLCONF = "tests.core.shell_urls"
    today = timezone.localdate()
    vacancy = {
        "url": "#job", "title": "용접·배관 조립원(초보 가능)", "company": "(주)한빛정공", "kind": "정규직",
        "openings": 3,
        "place": "화성시 팔탄면", "commute": "대중교통 35분", "hours": "주 5일 · 8:30~17:30",
        "pay": "월 285만~310만 원",
        "deadline": today + dt.timedelta(days=11),
        "reasons": ["용접기능사 자격증이 있어요", "집에서 35분 거리예요"],
        "check": "2교대 근무를 확인해 주세요", "save_url": "#save", "saved": False,
        "badge": ("success", "면접 제안 받음"),
    }  # fmt: skip
    menu = [
        {"url": f"#{n}", "label": n, "current": n == "나의 고용이음"}
        for n in ("나의 고용이음", "일자리 찾기", "직업훈련")
    ]

    def render(language: str = "ko", filled: bool = False, base: str = "base.html", view: str = "") -> str:
        request = RequestFactory().get("/jobs/?q=용접&page=3")
        request.COOKIES["view"] = view
        request.session = SimpleNamespace(get_expiry_age=lambda: 3600)
        env = engines["jinja2"].env
        source = (settings.BASE_DIR / "tests/core/every_macro.html").read_text(encoding="utf-8")
        typed = {"day_y": "2026", "day_m": "13", "day_d": "1"}
        with translation.override(language):
            return env.from_string(source.replace("base.html", base)).render(
                request=request,
                user=SimpleNamespace(is_authenticated=True, display_name="김민지"),
                nav=menu,
                acting=SimpleNamespace(label="수원센터"),
                area="상담",
                csrf_input="",
                form=EveryField(typed) if filled else EveryField(),
                money=MoneyForm(prefix="more"),
                job=vacancy,
                page=Paginator(range(400), 20).page(3),
                soon=today + dt.timedelta(days=3),
                late=today - dt.timedelta(days=2),
                charts=drawings(),
                messages=[Message(message_constants.SUCCESS, "저장했어요.")],
            )

    return render
