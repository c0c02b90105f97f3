"""Files of outside advertisements, each row as one `OutsideRow`. The shape is told by the names of its fields."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from core.errors import RuleBroken
from core.imports import ENCODINGS, ImportReport, read_text
from employers.services.importing.cleaning import clean, one_line

LONGEST = 12_000
Raw = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class OutsideRow:
    number: int
    key: str
    title: str
    company: str
    intro: str = ""
    address: str = ""
    duties: str = ""
    requirements: str = ""
    preferred: str = ""
    benefits: str = ""
    deadline: str = ""
    url: str = ""
    career: str = ""
    education: str = ""
    licences: str = ""
    occupation: str = ""

    @property
    def digest(self) -> str:
        """Of everything but where the row stands in its file."""
        parts = [str(getattr(self, name)) for name in self.__slots__ if name != "number"]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _long(raw: Raw, name: str) -> str:
    return clean(raw.get(name))[:LONGEST]


def _address_of_page(raw: Raw, name: str) -> str:
    url = one_line(raw.get(name), 500)
    return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc else ""


def _portal(number: int, raw: Raw) -> OutsideRow:
    return OutsideRow(
        number=number, key=one_line(raw.get("ID"), 120), title=one_line(raw.get("TITLE"), 200),
        company=one_line(raw.get("COMPANY"), 200), intro=_long(raw, "GROUP_INTRO"),
        address=one_line(raw.get("WORKING_AREA"), 300), duties=_long(raw, "MAINDUTIES"),
        requirements=_long(raw, "QUALIFICATION"), preferred=_long(raw, "PREFERENTIAL"),
        benefits=_long(raw, "BENEFITS"),
        deadline=one_line(raw.get("RECRUIT_DEADLINE"), 40), url=_address_of_page(raw, "JOB_POSTING_URL"),
    )  # fmt: skip


def _public(number: int, raw: Raw) -> OutsideRow:
    """The public employment portal's shape: no firm, so never published; the first words of the duties as a title."""
    occupation = one_line(raw.get("모집직종"), 200).removesuffix("직업정보").strip()
    duties = _long(raw, "직무내용")
    licences, major = one_line(raw.get("자격면허"), 500), one_line(raw.get("전공"), 500)
    requirements = "\n".join(
        part for part in (_("전공: %(major)s") % {"major": major} if major else "", licences) if part
    )
    title = occupation or duties.split("\n")[0][:60].strip()
    key = one_line(raw.get("") if "" in raw else raw.get("번호"), 120)
    return OutsideRow(
        number=number, key=key, title=title, company=one_line(raw.get("회사명"), 200), duties=duties,
        requirements=requirements, preferred=_long(raw, "우대조건"), career=one_line(raw.get("경력조건"), 100),
        education=one_line(raw.get("학력"), 100), licences=licences, occupation=occupation,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    needs: frozenset[str]
    read: Callable[[int, Raw], OutsideRow]
    page: str = ""


SHAPES = (
    Shape(frozenset({"ID", "TITLE", "COMPANY", "MAINDUTIES"}), _portal, page="JOB_POSTING_URL"),
    Shape(frozenset({"모집직종", "직무내용", "경력조건", "학력"}), _public),
)


def shape_of(names: set[str], *, file: str) -> Shape:
    for shape in SHAPES:
        if shape.needs <= names:
            return shape
    raise RuleBroken(
        _("%(name)s 파일에서 아는 열을 찾지 못했습니다. 필요한 열: %(wanted)s. 있는 열: %(found)s.")
        % {
            "name": file,
            "wanted": _(" 또는 ").join(", ".join(sorted(shape.needs)) for shape in SHAPES),
            "found": ", ".join(sorted(names))[:200] or "–",
        }
    )


def _json_lines(path: Path, report: ImportReport) -> Iterator[tuple[int, Raw]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            report.read += 1
            text = _decoded(line)
            try:
                raw = json.loads(text) if text is not None else None
            except ValueError:
                raw = None
            if isinstance(raw, dict):
                yield number, raw
            else:
                report.reject(number, "", _("JSON 한 줄이 아닙니다. 줄마다 { … } 하나씩 있어야 합니다."))


def _decoded(line: bytes) -> str | None:
    for encoding in ENCODINGS:
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _table(path: Path, report: ImportReport) -> Iterator[tuple[int, Raw]]:
    reader = csv.reader(io.StringIO(read_text(path).replace("\x00", ""), newline=""))
    heading = [cell.strip() for cell in next(reader, [])]
    shape_of(set(heading), file=path.name)
    for number, cells in enumerate(reader, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        report.read += 1
        yield number, dict(zip(heading, cells + [""] * (len(heading) - len(cells)), strict=False))


def outside_rows(path: Path, report: ImportReport) -> Iterator[OutsideRow]:
    """Rows as they come; what cannot be one is rejected in the report. The whole file is never held as objects."""
    if not path.is_file():
        raise RuleBroken(_("%(path)s 파일이 없습니다. 경로를 확인하세요.") % {"path": path})
    raws = _table(path, report) if path.suffix.lower() == ".csv" else _json_lines(path, report)
    shape: Shape | None = None
    for number, raw in raws:
        if shape is None:
            shape = shape_of(set(raw), file=path.name)
        row = shape.read(number, raw)
        if not row.title:
            report.reject(number, row.key, _("제목도 하는 일도 없습니다."))
        elif not row.key:
            report.reject(number, row.title[:40], _("번호가 없어 다음에 같은 공고인지 알 수 없습니다."))
        else:
            yield row


def source_of(path: Path) -> str:
    """The site that the advertisements point at; else the file's own name."""
    with path.open("rb") as file:
        first = _decoded(file.readline()) or ""
    try:
        raw = json.loads(first)
        host = urlsplit(str(raw.get("JOB_POSTING_URL") or "")).netloc if isinstance(raw, dict) else ""
    except ValueError:
        host = ""
    return (host.removeprefix("www.") or path.stem)[:40]
