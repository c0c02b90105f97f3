"""One row of a delivery → typed values, or the reason why not. What the row leaves open stays open."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from almp_programmes.importing import reasons

KEY, COURSE, NUMBER, PROVIDER, TITLE = "고유값", "훈련과정 ID", "회차", "훈련기관", "과정명"
STARTS, ENDS, FEE, CAPACITY = "과정시작일", "과정종료일", "훈련비", "정원"
ENROLLED, COMPLETED, COMPLETED_RATE = "수강신청 인원", "수료인원", "수료율"
EMPLOYED = (("취업인원 (3개월)", "취업률 (3개월)"), ("취업인원 (6개월)", "취업률 (6개월)"))
REQUIRED = (KEY, COURSE, NUMBER, PROVIDER, TITLE, STARTS, ENDS, CAPACITY, ENROLLED, COMPLETED)
LONGEST = {KEY: 40, COURSE: 40, PROVIDER: 200, TITLE: 200, "NCS명": 60, "주소": 200, "과정페이지 링크": 300}
SMALL = 32_767  # the largest number its columns hold
PROVIDER_NUMBER = re.compile(r"[?&]trainstCstmrId=(\d{1,20})(?:&|$)")
NOTHING = ("", "-", "–")
FULL_DAY_HOURS = 5


class Unreadable(Exception):
    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail[:200]


@dataclass(frozen=True, slots=True)
class OutsideRun:
    """The fields in the order of the table that they are copied to: see `storing.COLUMNS`."""

    key: str
    course: str
    number: int
    provider: str  # the source's number, else the name
    provider_name: str
    title: str
    starts_on: dt.date
    ends_on: dt.date
    ncs_code: str
    ncs_name: str
    days: int | None
    hours: int | None
    full_time: bool
    fee: int
    capacity: int
    enrolled: int
    completed: int | None
    employed_3m: int | None
    employed_6m: int | None
    satisfaction: Decimal | None
    region: str
    address: str
    url: str


def heading(cells: list[str]) -> list[str]:
    """Column names as every vintage means them: single spaces, no edges, years without their word."""
    names = (" ".join(cell.replace("\ufeff", "").split()) for cell in cells)
    return [re.sub(r"^(20\d\d)년$", r"\1", name) for name in names]


def _whole(row: Mapping[str, str], name: str, most: int = SMALL) -> int | None:
    text = row.get(name, "").replace(",", "").strip()
    if text in NOTHING:
        return None
    if not text.isascii() or not text.isdigit() or int(text) > most:
        raise Unreadable(reasons.NUMBER, f"{name}: {row[name]}")
    return int(text)


def _needed(row: Mapping[str, str], name: str, most: int = SMALL) -> int:
    value = _whole(row, name, most)
    if value is None:
        raise Unreadable(reasons.MISSING, name)
    return value


def _day(row: Mapping[str, str], name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(row[name])
    except ValueError:
        raise Unreadable(reasons.DATE, f"{name}: {row[name]}") from None


def _ncs(row: Mapping[str, str]) -> str:
    """A spreadsheet takes the leading zero of the first twenty-four majors away."""
    text = row.get("NCS코드", "")
    if text in NOTHING:
        return ""
    text = text.zfill(8) if len(text) == 7 else text
    if not re.fullmatch(r"[0-9]{8}", text):
        raise Unreadable(reasons.NCS, text)
    return text


def _percent(row: Mapping[str, str], name: str) -> int | None:
    """#DIV/0! is how the source's spreadsheet says that there is nobody to divide by."""
    text = row.get(name, "")
    if text in (*NOTHING, "#DIV/0!"):
        return None
    found = re.fullmatch(r"(\d{1,3})(?:\.\d+)?%", text)
    if not found:
        raise Unreadable(reasons.NUMBER, f"{name}: {text}")
    return int(found[1])


def _agree(row: Mapping[str, str], name: str, part: int, whole: int) -> None:
    percent = _percent(row, name)
    if percent is not None and whole and abs(part * 100 - percent * whole) > whole:
        raise Unreadable(reasons.RATE, f"{name}: {row[name]}, {part}/{whole}")


def _satisfaction(row: Mapping[str, str]) -> Decimal | None:
    """0 is how the source writes that nobody was asked."""
    text = row.get("만족도", "")
    if text in NOTHING:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise Unreadable(reasons.NUMBER, f"만족도: {text}") from None
    if not 0 <= value <= 100:
        raise Unreadable(reasons.NUMBER, f"만족도: {text}")
    return value.quantize(Decimal("0.1")) if value else None


def _completed(row: Mapping[str, str], enrolled: int, ends_on: dt.date, vintage: dt.date) -> int | None:
    """A run that is not over has nobody who completed it yet: not known, rather than none."""
    completed = _needed(row, COMPLETED)
    if completed > enrolled:
        raise Unreadable(reasons.MORE_COMPLETED, f"{completed}/{enrolled}")
    _agree(row, COMPLETED_RATE, completed, enrolled)
    return None if not completed and ends_on >= vintage else completed


def _employed(row: Mapping[str, str], count: str, rate: str, completed: int | None) -> int | None:
    """0 without a rate is how the source writes that it was not counted yet."""
    employed = _whole(row, count)
    if employed is None or (not employed and _percent(row, rate) is None):
        return None
    if completed is None or employed > completed:
        raise Unreadable(reasons.MORE_EMPLOYED, f"{count}: {employed}/{completed}")
    _agree(row, rate, employed, completed)
    return employed


def read(row: Mapping[str, str], vintage: dt.date) -> OutsideRun:
    for name in REQUIRED:
        if row.get(name, "") in NOTHING:
            raise Unreadable(reasons.MISSING, name)
    for name, most in LONGEST.items():
        if len(row.get(name, "")) > most:
            raise Unreadable(reasons.LONG, name)
    starts_on, ends_on = _day(row, STARTS), _day(row, ENDS)
    if ends_on < starts_on:
        raise Unreadable(reasons.ENDS_FIRST, f"{starts_on} – {ends_on}")
    capacity, enrolled = _needed(row, CAPACITY), _needed(row, ENROLLED)
    if not capacity:
        raise Unreadable(reasons.CAPACITY)
    completed = _completed(row, enrolled, ends_on, vintage)
    days, hours = _whole(row, "총 훈련일수"), _whole(row, "총 훈련시간")
    url = row.get("과정페이지 링크", "")
    number = PROVIDER_NUMBER.search(url)
    return OutsideRun(
        key=row[KEY], course=row[COURSE], number=_needed(row, NUMBER),
        provider=number[1] if number else f"name:{row[PROVIDER]}"[:80], provider_name=row[PROVIDER], title=row[TITLE],
        starts_on=starts_on, ends_on=ends_on, ncs_code=_ncs(row), ncs_name=row.get("NCS명", ""), days=days,
        hours=hours, full_time=not days or not hours or hours >= FULL_DAY_HOURS * days,
        fee=_whole(row, FEE, 10**12) or 0, capacity=capacity, enrolled=enrolled, completed=completed,
        employed_3m=_employed(row, *EMPLOYED[0], completed), employed_6m=_employed(row, *EMPLOYED[1], completed),
        satisfaction=_satisfaction(row), region=row.get("지역", ""), address=row.get("주소", ""),
        url=url if url.startswith(("https://", "http://")) else "",
    )  # fmt: skip
