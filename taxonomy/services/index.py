"""The occupation coder's index: learnt once, kept in the database, read by each process on first use."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import astuple

from taxonomy.caching import Kept, taxonomy_changed
from taxonomy.coding.advertisements import AdvertisementCoder
from taxonomy.coding.entries import Entry
from taxonomy.coding.occupations import OccupationCoder
from taxonomy.models import KECO_2018, Occupation, OccupationIndex, OccupationSynonym, Source
from taxonomy.services.files import reference_rows, several


def index_entries(level: str = Occupation.Level.UNIT) -> list[Entry]:
    """What the starter knows of a level's occupations: one entry each, its title and other names."""
    names: dict[int, list[str]] = {}
    known = OccupationSynonym.objects.filter(
        occupation__edition=KECO_2018, occupation__level=level, source=Source.STARTER
    ).order_by("pk")
    for pk, text in known.values_list("occupation_id", "text"):
        names.setdefault(pk, []).append(text)
    rows = Occupation.objects.filter(edition=KECO_2018, level=level).order_by("code")
    return [
        Entry(
            code=row.code, title=row.title_ko, synonyms=tuple(names.get(row.pk, [])),
            related=(row.title_en,) if row.title_en else (),
        )
        for row in rows
    ]  # fmt: skip


def _learn(entries: Sequence[Entry]) -> OccupationCoder:
    from taxonomy.coding.fitting import fit  # seconds to load: only a process that learns pays for it

    return fit(entries)


def _learn_advertisements(entries: Sequence[Entry]) -> AdvertisementCoder:
    from taxonomy.coding.advertisement_fitting import fit_advertisements

    names = [(name, row["code"]) for row in reference_rows("job_names") for name in several(row["names"])]
    duties = [
        (duty, row["occupation"]) for row in reference_rows("occupation_duties") for duty in several(row["duties"])
    ]
    return fit_advertisements(entries, names, duties)


def index_build(entries: Sequence[Entry]) -> OccupationIndex:
    """Learn unit groups from dictionary entries together with the titles the project ships."""
    index = _keep(Occupation.Level.UNIT, [*entries, *index_entries()], learnt_from=entries)
    taxonomy_changed()
    return index


def index_build_starter() -> None:
    """Learn minor groups from what the project ships, unless a dictionary has taught unit groups."""
    if not OccupationIndex.objects.filter(edition=KECO_2018, level=Occupation.Level.UNIT).exists():
        _keep(Occupation.Level.MINOR, index_entries(Occupation.Level.MINOR))


def _keep(level: str, entries: Sequence[Entry], learnt_from: Sequence[Entry] = ()) -> OccupationIndex:
    stored = zlib.compress(json.dumps([astuple(entry) for entry in learnt_from]).encode()) if learnt_from else b""
    index, _made = OccupationIndex.objects.update_or_create(
        edition=KECO_2018,
        defaults={
            "level": level, "entries": len(entries), "payload": _learn(entries).to_bytes(), "learnt_from": stored,
            "advertisements": _learn_advertisements(entries).to_bytes(),
        },
    )  # fmt: skip
    return index


def index_renew() -> OccupationIndex | None:
    """Learn again from the same entries: after an upgrade, or when the project ships other titles."""
    index = OccupationIndex.objects.filter(edition=KECO_2018).first()
    if index is None or not index.learnt_from:
        return None
    stored = json.loads(zlib.decompress(bytes(index.learnt_from)))
    return index_build(
        [
            Entry(code, title, tuple(synonyms), tuple(related), description, source)
            for code, title, synonyms, related, description, source in stored
        ]
    )


def _load() -> OccupationCoder | None:
    index = OccupationIndex.objects.filter(edition=KECO_2018).only("payload").first()
    if index is not None:
        try:
            return OccupationCoder.from_bytes(bytes(index.payload))
        except ValueError:
            pass  # built by an older version: minor groups until the dictionary is imported again
    entries = index_entries(Occupation.Level.MINOR)
    return _learn(entries) if entries else None


_coder = Kept(_load)


def occupation_coder() -> OccupationCoder | None:
    """None where no occupations are loaded."""
    return _coder.get()


def _load_advertisements() -> AdvertisementCoder | None:
    index = OccupationIndex.objects.filter(edition=KECO_2018).only("advertisements").first()
    if index is not None and index.advertisements:
        try:
            return AdvertisementCoder.from_bytes(bytes(index.advertisements))
        except ValueError:
            pass  # as above
    entries = index_entries(Occupation.Level.MINOR)
    return _learn_advertisements(entries) if entries else None


_advertisements = Kept(_load_advertisements)


def advertisement_coder() -> AdvertisementCoder | None:
    """None where no occupations are loaded."""
    return _advertisements.get()
