"""What an advertisement's words say for certain: deadline, pay, career, education, contract, home work.

Where the words leave a doubt the answer is "unknown": an outside advertisement may lack anything but a title.
"""

import datetime as dt
import re
from dataclasses import dataclass

DATE = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})")
AMOUNT = r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
RANGE = r"(?:\s*(?:만\s*원?|원)?\s*[~∼\-–]\s*" + AMOUNT + r")?"
NOT_PAY = r"(?!\s*(?:상당|이내|한도|별도|추가|보너스|지원|인상|의\s|어치|수준의\s*복지))"
YEARLY = re.compile(
    r"(?<![가-힣])(?:기본\s*)?연봉\s*(?:은|이)?\s*[:：]?\s*" + AMOUNT + RANGE + r"\s*만\s*원" + NOT_PAY
)
MONTHLY = re.compile(
    r"(?<![가-힣])(?:월급(?:여)?|월\s*급여|월봉)\s*(?:은|이)?\s*[:：]?\s*" + AMOUNT + RANGE + r"\s*만\s*원" + NOT_PAY
)
HOURLY = re.compile(r"(?<![가-힣])시급\s*(?:은|이)?\s*[:：]?\s*" + AMOUNT + RANGE + r"\s*원" + NOT_PAY)
SANE = {"year": (15_000_000, 300_000_000), "month": (800_000, 30_000_000), "hour": (5_000, 200_000)}
YEARS = re.compile(r"(\d{1,2})\s*(?:년\s*)?(?:[~∼\-–]\s*(\d{1,2})\s*)?년\s*(?:차)?\s*(이상|이하|미만)?")
MONTHS = re.compile(r"(\d{1,3})\s*개월\s*이상")
EDUCATION = (
    ("07", re.compile(r"박사\s*(?:학위|졸업|이상)")),
    ("06", re.compile(r"석사\s*(?:학위|졸업|이상|수료)")),
    (
        "05",
        re.compile(
            r"(?<!초)(?<!전문)대졸\s*이상|학사\s*(?:학위)?\s*이상|4년제\s*(?:대학)?\s*(?:졸업|이상)|대학교\s*졸업\s*이상"
        ),
    ),
    ("04", re.compile(r"초대졸\s*이상|전문대졸?\s*이상|전문학사\s*이상")),
    ("03", re.compile(r"고졸\s*이상|고등학교\s*졸업\s*이상")),
)
PUBLIC_EDUCATION = (
    ("고졸", "03"),
    ("대졸(2~3년)", "04"),
    ("대졸(4년)", "05"),
    ("석사", "06"),
    ("박사", "07"),
    ("중졸", "02"),
)
LICENCE_PART = re.compile(r"(필수|우대)\s*:\s*([^:]+?)(?=\s*(?:필수|우대|기타)\s*:|$)")


@dataclass(frozen=True, slots=True)
class Pay:
    period: str
    low: int
    high: int | None


def deadline_of(text: str) -> dt.date | None:
    """A date that exists; "상시", "채용시까지" and nonsense are no deadline."""
    found = DATE.search(text)
    if not found:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _won(text: str, unit: int) -> int:
    return round(float(text.replace(",", "")) * unit)


def pay_of(*texts: str) -> Pay | None:
    """Pay stated once, with its period and its unit, and of a sane size. Two different statements are a doubt."""
    everything = "\n".join(texts)
    found: set[Pay] = set()
    for period, pattern, unit in (("year", YEARLY, 10_000), ("month", MONTHLY, 10_000), ("hour", HOURLY, 1)):
        for match in pattern.finditer(everything):
            low, high = _won(match[1], unit), _won(match[2], unit) if match[2] else None
            least, most = SANE[period]
            if not least <= low <= most or (high is not None and not low <= high <= most):
                return None
            found.add(Pay(period, low, high if high != low else None))
    return found.pop() if len(found) == 1 else None


def career_of(stated: str, requirements: str, title: str) -> tuple[int, int | None]:
    """(least, most) months of experience asked for. What is only welcome is not asked for."""
    if stated:
        if "우대" in stated or "신입" in stated or "무관" in stated or "관계없음" in stated:
            return 0, None
        if months := MONTHS.search(stated):
            return min(int(months[1]), 600), None
    for line in [stated, title, *requirements.split("\n")]:
        if (
            "신입" in line
            or "우대" in line
            or ("경력" not in line and "경험" not in line and line is not title and line is not stated)
        ):
            continue
        if found := YEARS.search(line):
            low, high = int(found[1]), int(found[2]) if found[2] else None
            if found[3] in ("이하", "미만") and high is None:
                return 0, min(low, 50) * 12
            if low <= 30 and (high is None or low <= high <= 50):
                return low * 12, high * 12 if high else None
    return 0, None


def education_of(stated: str, requirements: str) -> str:
    if stated:
        first = stated.split("~", maxsplit=1)[0] if not stated.startswith("대졸(2~3년)") else "대졸(2~3년)"
        return next(
            (code for word, code in PUBLIC_EDUCATION if stated.startswith(word) or first.strip() == word), "00"
        )
    found = [code for code, pattern in EDUCATION if pattern.search(requirements)]
    return min(found) if found else "00"


def contract_of(title: str, *texts: str) -> str:
    if re.search(r"인턴(?!십\s*(?:경험|수료))", title):
        return "intern"
    if "계약직" in title:
        return "fixed"
    everything = "\n".join(texts)
    stated = re.search(r"(?:고용|근무|채용)\s*형태\s*[:：]\s*([^\n]{0,30})", everything)
    words = stated[1] if stated else title
    if "정규직" in words and not re.search(r"비정규직|전환", words):
        return "permanent"
    if stated and re.match(r"계약직", words):
        return "fixed"
    return ""


def remote_of(*texts: str) -> str:
    everything = "\n".join(texts)
    if re.search(
        r"(?:전면|완전|100\s*%|상시)\s*(?:재택|원격)|풀\s*(?:재택|리모트)|full[\s-]?remote", everything, re.I
    ):
        return "full"
    if re.search(
        r"재택\s*(?:근무)?\s*(?:가능|지원|제도|시행|병행)|(?:주\s*\d\s*[회일]|부분|선택적?)\s*재택|하이브리드\s*(?:근무|워크)|hybrid\s+work",
        everything,
        re.I,
    ):
        return "hybrid"
    return "none"


def licences_of(stated: str) -> list[tuple[str, bool]]:
    """(name, required) from "필수 : 정보처리기사 우대 : 정보처리기능사"."""
    return [(match[2].strip(), match[1] == "필수") for match in LICENCE_PART.finditer(stated)]
