"""How money, dates and names are written for people, in the reader's language."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language

EOK, MAN = 100_000_000, 10_000
WEEKDAYS = "월화수목금토일"
ENGLISH_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PERIODS = {
    "hour": ("시급", "an hour"),
    "day": ("일급", "a day"),
    "week": ("주급", "a week"),
    "month": ("월", "a month"),
    "year": ("연봉", "a year"),
}
Moment = dt.date | dt.datetime


def english() -> bool:
    return (get_language() or "ko").startswith("en")


def num(value: int | float | Decimal | None, places: int | None = None) -> str:
    """1,322 · 59.2 · −0.6 (a true minus sign)."""
    if value is None:
        return ""
    text = f"{value:,}" if places is None else f"{value:,.{places}f}"
    return text.replace("-", "−")


def signed(value: float, places: int = 1) -> str:
    """+2.7 · −0.6, for differences."""
    return f"{value:+,.{places}f}".replace("-", "−")


def _korean_won(value: int) -> str:
    """285만 · 118만 8,860 · 3억 2,000만 · 11,800 (amounts under 100,000 stay in figures)."""
    if abs(value) < 10 * MAN:
        return num(value)
    sign, rest = ("−" if value < 0 else ""), abs(value)
    eok, rest = divmod(rest, EOK)
    man, one = divmod(rest, MAN)
    parts = [f"{eok:,}억" if eok else "", f"{man:,}만" if man else "", f"{one:,}" if one else ""]
    return sign + " ".join(part for part in parts if part)


def won(value: int | None, full: bool = False) -> str:
    """118만 8,860원 for jobseekers; with `full`, 1,188,860원 for statements and tables."""
    if value is None:
        return ""
    value = int(value)
    if english():
        return f"₩{num(value)}" if value >= 0 else f"−₩{num(-value)}"
    if full:
        return f"{num(value)}원"
    text = _korean_won(value)
    return f"{text} 원" if text.endswith(("만", "억")) else f"{text}원"


def won_range(period: str, low: int | None, high: int | None = None) -> str:
    """월 285만~310만 원 · 시급 11,800원 · 월 285만 원 이상."""
    korean, unit = PERIODS.get(str(period).lower(), ("", ""))
    low, high = (low or None), (high or None)
    if low is None and high is None:
        return ""
    if english():
        if low is None:
            text = f"up to {won(high)}"
        elif high is None:
            text = f"{won(low)} or more"
        else:
            text = won(low) if low == high else f"{won(low)}–{num(high)}"
        return f"{text} {unit}".strip()
    if low is None:
        text = f"{won(high)}까지"
    elif high is None:
        text = f"{won(low)} 이상"
    else:
        text = won(low) if low == high else f"{_korean_won(low)}~{won(high)}"
    return f"{korean} {text}".strip()


def _local(value: Moment) -> Moment:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def date(value: Moment | None, style: str = "") -> str:
    """11월 26일(목), with the year if it is not this one; style "table" gives 11.26.(목) or 2027.10.2."""
    if value is None or value == "":
        return ""
    value = _local(value)
    this_year = value.year == timezone.localdate().year
    weekday = value.weekday()
    if english():
        text = f"{value.day} {MONTHS[value.month - 1]}" + ("" if this_year else f" {value.year}")
        return text if style == "table" and not this_year else f"{ENGLISH_WEEKDAYS[weekday]} {text}"
    if style == "table":
        day = f"{value.month}.{value.day}."
        return f"{day}({WEEKDAYS[weekday]})" if this_year else f"{value.year}.{day}"
    text = f"{value.month}월 {value.day}일({WEEKDAYS[weekday]})"
    return text if this_year else f"{value.year}년 {text}"


def month(value: Moment | None) -> str:
    """2026.5. · May 2026: for jobs and schools, where the day says nothing."""
    if value is None or value == "":
        return ""
    return f"{MONTHS[value.month - 1]} {value.year}" if english() else f"{value.year}.{value.month}."


def span(months: int) -> str:
    """1년 8개월 · 8개월 · 2년."""
    years, rest = divmod(months, 12)
    parts = [(years, "년", "year"), (rest, "개월", "month")]
    if english():
        words = [f"{count} {unit}{'' if count == 1 else 's'}" for count, _korean, unit in parts if count]
        return " ".join(words) or "0 months"
    return " ".join(f"{count}{korean}" for count, korean, _unit in parts if count) or "0개월"


def time(value: dt.time | dt.datetime | None, style: str = "") -> str:
    """오후 2시 · 오전 9시 30분; style "staff" gives 14:00."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).time() if timezone.is_aware(value) else value.time()
    if style == "staff":
        return f"{value:%H:%M}"
    hour = value.hour % 12 or 12
    if english():
        return f"{hour}{f':{value.minute:02}' if value.minute else ''} {'am' if value.hour < 12 else 'pm'}"
    minutes = f" {value.minute}분" if value.minute else ""
    return f"{'오전' if value.hour < 12 else '오후'} {hour}시{minutes}"


def datetime(value: dt.datetime | None, style: str = "") -> str:
    """11월 27일(금) 오후 2시; style "staff" gives 11.27.(금) 14:00."""
    if value is None or value == "":
        return ""
    return f"{date(value, 'table' if style == 'staff' else '')} {time(value, style)}"


def _phrase(count: int, korean: str, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'} ago" if english() else f"{count}{korean} 전"


def ago(value: dt.datetime | None) -> str:
    """3일 전 within a week, the date after that."""
    if value is None or value == "":
        return ""
    seconds = (timezone.now() - value).total_seconds()
    if not 0 <= seconds < 7 * 86400:
        return date(value)
    if seconds < 60:
        return "just now" if english() else "방금"
    if seconds < 3600:
        return _phrase(int(seconds // 60), "분", "minute")
    if seconds < 86400:
        return _phrase(int(seconds // 3600), "시간", "hour")
    return _phrase(int(seconds // 86400), "일", "day")


def days_left(value: Moment | None) -> int | None:
    """Whole days from today; negative when past."""
    if value is None or value == "":
        return None
    value = _local(value)
    day = value.date() if isinstance(value, dt.datetime) else value
    return (day - timezone.localdate()).days


def dday(value: Moment | None) -> str:
    """3일 남음 · 오늘까지 · 2일 지남."""
    days = days_left(value)
    if days is None:
        return ""
    count = abs(days)
    if english():
        unit = "day" if count == 1 else "days"
        return "today" if not days else f"{count} {unit} left" if days > 0 else f"{count} {unit} late"
    return "오늘까지" if not days else f"{count}일 남음" if days > 0 else f"{count}일 지남"


def mask_phone(value: str | None) -> str:
    """010-****-2214."""
    digits = [mark for mark in str(value or "") if mark.isdigit()]
    if digits[:2] == ["8", "2"]:
        digits = ["0", *digits[2:]]
    if len(digits) < 8:
        return "****" if digits else ""
    return f"{''.join(digits[:3])}-****-{''.join(digits[-4:])}"


def mask_name(value: str | None) -> str:
    """김*지 · 김* · 남**수 · J*** D**: enough for one who knows the name to know it again."""
    words = str(value or "").split()
    if len(words) == 1 and not words[0].isascii() and len(words[0]) > 2:
        word = words[0]
        return f"{word[0]}{'*' * (len(word) - 2)}{word[-1]}"
    return " ".join(word[0] + "*" * max(len(word) - 1, 1) for word in words)


def initials(name: str | None) -> str:
    """One letter or two for a round mark: 김 for 김민지, JD for Jane Doe."""
    words = str(name or "").split()
    if not words:
        return ""
    if words[0][0].isascii():
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
    return words[0][0]
