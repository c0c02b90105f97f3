"""A Korean address → the district it lies in, from the names of the regions of all times."""

import re
from collections import defaultdict
from dataclasses import dataclass

from taxonomy.models import Region
from taxonomy.selectors import region_resolve

# How addresses shorten the provinces, by the first two digits of all the codes they ever had.
SHORT = {
    "서울": "11", "부산": "26", "대구": "27", "인천": "28", "광주": "29", "대전": "30", "울산": "31", "세종": "36",
    "경기": "41", "강원": "42", "충북": "43", "충청북": "43", "충남": "44", "충청남": "44", "전북": "45",
    "전라북": "45", "전남": "46", "전라남": "46", "경북": "47", "경상북": "47", "경남": "48", "경상남": "48",
    "제주": "50",
}  # fmt: skip
SAME = {"51": "42", "52": "45", "12": "46"}  # today's codes of renamed provinces
PROVINCE = re.compile(
    r"^("
    + "|".join(sorted(SHORT, key=len, reverse=True))
    + r")(?:특별자치시|특별자치도|특별시|광역시|통합특별시|시|도)?$"
)
LEAD = re.compile(r"^[\s\[(<【]*(?:(?:우|\d{5})\)?|근무지\s*:?|주소\s*:?|본사\s*:?)?[\s\])>】:]*")
SPACE = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class District:
    words: tuple[str, ...]  # 수원시 권선구 → ("수원시", "권선구")
    province: str
    region_id: int


def province_code(short_code: str) -> str:
    return SAME.get(short_code[:2], short_code[:2])


class AddressBook:
    """Built once an import; `find` costs a few dictionary look-ups."""

    def __init__(self) -> None:
        self.by_word: dict[str, list[District]] = defaultdict(list)
        self.provinces: dict[str, int] = {}
        today: dict[str, int | None] = {}
        for row in Region.objects.filter(level__in=["province", "district"]).order_by("valid_from"):
            region_id: int | None = row.pk
            if row.valid_to is not None:
                if row.code not in today:
                    found = region_resolve(row.code)
                    today[row.code] = found.pk if found else None
                region_id = today[row.code]
            if region_id is not None:
                self._add(row, region_id)

    def _add(self, row: Region, region_id: int) -> None:
        if row.level == Region.Level.PROVINCE:
            self.provinces[province_code(row.short_code)] = region_id
            return
        words = tuple(row.name_ko.split())
        district = District(words, province_code(row.short_code), region_id)
        for word in {words[0], words[-1]}:
            self.by_word[word].append(district)

    def find(self, address: str) -> int | None:
        """The district's id, or the province's where only that is said; none where one name means several places."""
        words = [word for word in SPACE.split(LEAD.sub("", address).replace("(", " ").replace(")", " ")) if word][:6]
        province = ""
        for place, word in enumerate(words):
            if found := PROVINCE.match(word):
                province, words = SHORT[found[1]], words[place + 1 :]
                break
        if province == "36":
            return self.provinces.get("36")
        for place, word in enumerate(words[:4]):
            if district := self._best(word, words[place + 1 :], province):
                return district
        return self.provinces.get(province) if province else None

    def _best(self, word: str, rest: list[str], province: str) -> int | None:
        known = [one for one in self.by_word.get(word, []) if not province or one.province == province]
        whole = [one for one in known if one.words[0] == word and one.words[1:] == tuple(rest[: len(one.words) - 1])]
        exact = sorted(whole, key=lambda one: -len(one.words))
        if exact and (len({one.region_id for one in exact if len(one.words) == len(exact[0].words)}) == 1):
            return exact[0].region_id
        ids = {one.region_id for one in known}
        return ids.pop() if len(ids) == 1 else None
