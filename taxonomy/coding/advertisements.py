"""What occupation an advertisement is for: its title and its duties → a KECO minor group, a unit group where named.

Titles of advertisements hold much that is not the work: firms, places, demands. What speaks for a group are the job
names that stand in the title, the longest and the last most of all, since in Korean the head of a compound comes last;
and how much likelier than elsewhere the letters of title and duties are in what is known of the group (multinomial
naive Bayes with the groups' sizes levelled, so that no group wins by having more said of it). A conditional logit
weighs these views; `bench.judged.learning` learnt the weights. What is asked here is learnt in
`advertisement_fitting.py`.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

import numpy as np

from taxonomy.coding.grams import Weighed, bare, pack, unpack
from taxonomy.coding.matcher import PhraseMatcher

FORMAT = 1
GROUP_DIGITS = 3
LONGEST_DUTIES = 600  # letters: what follows is seldom the main duty
OPENING = 150
WEIGHTS = np.array([0.179, 0.485, 0.390, 0.804, 0.872, 1.172, 2.673], dtype=np.float32)

_BRACKETED = re.compile(r"[(\[（［【<{].*?[)\]）］】>}]")
_NOT_WORK = re.compile(
    r"\d+\s*[~-]?\s*\d*\s*(?:년|억|개월|명|세)\S*|↑|신입|경력\S*|채용|모집|급구|구인|우대|계약직|정규직|인턴|가능"
    r"|이상|이하|시니어|주니어|\b(?:senior|junior|intern|lead)\b|담당자?|팀장|팀원|사원|대리급?|과장급?",
    re.I,
)


def work_in(title: str) -> str:
    """A title without brackets and without demands and terms; the whole of it where nothing would be left."""
    found = _NOT_WORK.sub(" ", _BRACKETED.sub(" ", title))
    return found if bare(found) else title


@dataclass(slots=True)
class AdvertisementCoder:
    groups: list[str]
    text: Weighed
    gains: np.ndarray  # (grams, groups) log of how much likelier a gram is in a group than anywhere
    names: list[str]  # job names
    name_codes: list[str]  # the minor or unit group of each
    _matcher: PhraseMatcher = field(init=False)
    _place: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self._matcher = PhraseMatcher((name, at) for at, name in enumerate(self.names))
        self._place = {group: at for at, group in enumerate(self.groups)}

    def views(self, title: str, duties: str) -> tuple[np.ndarray, list[str]]:
        """(groups, views), and the codes of the job names in the title, the shortest first."""
        work = work_in(title)
        table = np.zeros((len(self.groups), len(WEIGHTS)), dtype=np.float32)
        for at, text in enumerate((work, duties[:LONGEST_DUTIES], duties[:OPENING])):
            indices, weights = self.text.query(text)
            table[:, at] = weights @ self.gains[indices]
        found = self._matcher.find(work)
        whole = max(len(bare(work).replace(" ", "")), 1)
        for one in found:
            row = table[self._group(one.key)]
            length = one.end - one.start
            row[3], row[4] = max(row[3], length**0.5), max(row[4], length / whole)
        if found:
            table[self._group(found[-1].key), 5] = 1
        aside = [one for part in _BRACKETED.findall(title) for one in self._matcher.find(part)]
        for one in aside:
            table[self._group(one.key), 6] = 1
        spoken = sorted([*found, *aside], key=lambda one: one.end - one.start)
        return table, [self.name_codes[one.key] for one in spoken]

    def code(self, title: str, duties: str) -> str:
        """The likeliest group, as a unit group where the title names one; "" where nothing speaks."""
        table, named = self.views(title, duties)
        if not table.any():
            return ""
        group = self.groups[int(np.argmax(table @ WEIGHTS))]
        return next((code for code in reversed(named) if code[:GROUP_DIGITS] == group), group)

    def _group(self, name: int) -> int:
        return self._place[self.name_codes[name][:GROUP_DIGITS]]

    # --- keeping -------------------------------------------------------------------------------------------------

    def to_bytes(self) -> bytes:
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer, allow_pickle=False, format=np.array([FORMAT]), groups=pack(self.groups),
            words=pack(self.text.words), idf=self.text.idf, gains=self.gains.astype(np.float16),
            names=pack(self.names), name_codes=pack(self.name_codes),
        )  # fmt: skip
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, payload: bytes) -> AdvertisementCoder:
        with np.load(io.BytesIO(payload), allow_pickle=False) as stored:
            if int(stored["format"][0]) != FORMAT:
                raise ValueError("this index was built by another version: build it again")
            return cls(
                groups=unpack(stored["groups"]), text=Weighed.of("text", unpack(stored["words"]), stored["idf"], True),
                gains=stored["gains"].astype(np.float32), names=unpack(stored["names"]),
                name_codes=unpack(stored["name_codes"]),
            )  # fmt: skip
