"""What an import did: rows read, written, unchanged and rejected, each rejection with its row and reason.

Every importer returns an `ImportReport`; a command prints it in the reader's language with `report.lines()`.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from core.errors import RuleBroken

ENCODINGS = ("utf-8-sig", "cp949")


@dataclass(frozen=True, slots=True)
class RejectedRow:
    row: int  # as a person counts: the first row after the heading is 2
    key: str
    reason: str


@dataclass(slots=True)
class ImportReport:
    source: str
    read: int = 0
    written: int = 0
    unchanged: int = 0
    rejected: list[RejectedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def reject(self, row: int, key: str, reason: str) -> None:
        self.rejected.append(RejectedRow(row, key, reason))

    def lines(self, *, examples: int = 3) -> list[str]:
        """The counts, then each reason once with how often it came and the first rows it came from."""
        counts = {
            "source": self.source, "read": self.read, "written": self.written,
            "unchanged": self.unchanged, "rejected": len(self.rejected),
        }  # fmt: skip
        out = [_("%(source)s: 읽음 %(read)d, 기록 %(written)d, 변경 없음 %(unchanged)d, 거부 %(rejected)d") % counts]
        for reason, times in Counter(row.reason for row in self.rejected).most_common():
            first = [row for row in self.rejected if row.reason == reason][:examples]
            where = ", ".join(f"{row.row} ({row.key})" if row.key else str(row.row) for row in first)
            out.append(
                _("  거부 %(times)d건 — %(reason)s. 행: %(where)s")
                % {"times": times, "reason": reason.rstrip("."), "where": where + (" …" if times > examples else "")}
            )
        return out + [f"  {note}" for note in self.notes]


def decode(raw: bytes, *, name: str) -> str:
    """The text of a file in UTF-8 or CP949, the two encodings Korean public data comes in."""
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RuleBroken(
        _("%(name)s 파일의 글자를 읽을 수 없습니다. UTF-8이나 CP949(EUC-KR)로 저장한 뒤 다시 시도하세요.")
        % {"name": name}
    )


def read_text(path: Path) -> str:
    if not path.is_file():
        raise RuleBroken(_("%(path)s 파일이 없습니다. 경로를 확인하세요.") % {"path": path})
    return decode(path.read_bytes(), name=path.name)


def csv_rows(path: Path, *, required: Iterable[str], delimiter: str = ",") -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its number, cells stripped; a file without the required columns is refused by name."""
    text = read_text(path)
    if "\x00" in text:
        raise RuleBroken(_("%(name)s 파일은 CSV가 아닙니다. CSV로 저장한 뒤 다시 시도하세요.") % {"name": path.name})
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    heading = [cell.strip() for cell in next(reader, [])]
    if missing := [name for name in required if name not in heading]:
        raise RuleBroken(
            _("%(name)s 파일에 필요한 열이 없습니다: %(missing)s. 있는 열: %(found)s.")
            % {"name": path.name, "missing": ", ".join(missing), "found": ", ".join(heading)[:200] or "–"}
        )
    for number, cells in enumerate(reader, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        padded = cells + [""] * (len(heading) - len(cells))
        yield number, dict(zip(heading, (cell.strip() for cell in padded), strict=False))
