"""Keeping the flat rows of search: what changed is queued by triggers and written here, a moment later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef
from django.utils import timezone
from psycopg2.extras import execute_values

from employers.models import Vacancy, VacancySkill
from matching.engine.text import features
from matching.models import ChangedVacancy, SearchWord
from matching.search import facts, hangul, live, vocabulary, words
from matching.search.segment import PART
from taxonomy.models import Occupation, OccupationSynonym, Skill

BATCH = 500
TEXT_KEPT = 3000  # letters of duties and demands that are searched
WORD_MOST = 40
_FIELDS = (
    "pk", "state", "deadline", "openings", "filled", "title", "duties", "requirements", "preferred", "address",
    "contract", "pay_period", "pay_min", "pay_max", "hours_week", "night", "weekend", "shift", "remote",
    "education_min", "career_min_months", "permit_ok", "accessibility", "published_at", "created_at", "source",
    "employer__organisation__name_ko", "employer__organisation__name_en", "occupation__code", "occupation_id",
    "occupation__title_ko", "occupation__title_en", "region__path", "region__name_ko", "region__name_en",
    "region__parent__name_ko", "region__parent__name_en",
)  # fmt: skip
_UPSERT = """
INSERT INTO matching_vacancyindex
    (vacancy_id, published, deadline, places, facts, words, text, terms, indexed_at, changed_in) VALUES %s
ON CONFLICT (vacancy_id) DO UPDATE SET published = EXCLUDED.published, deadline = EXCLUDED.deadline,
    places = EXCLUDED.places, facts = EXCLUDED.facts, words = EXCLUDED.words, text = EXCLUDED.text,
    terms = EXCLUDED.terms, indexed_at = EXCLUDED.indexed_at
"""


def vacancy_index(vacancy_ids: Iterable[int]) -> int:
    """Write the flat rows of these vacancies; run it twice and nothing differs. Returns how many were written."""
    done = 0
    ids = sorted(set(vacancy_ids))
    for at in range(0, len(ids), BATCH):
        rows = _rows(ids[at : at + BATCH])
        synonyms = _synonyms({row["occupation_id"] for row in rows})
        now = timezone.now()
        with connection.cursor() as cursor:
            execute_values(
                cursor.cursor,
                _UPSERT,
                [_values(row, synonyms.get(row["occupation_id"], ""), now) for row in rows],
                template="(%s, %s, %s, %s, %s, %s::tsvector, %s, %s, %s, 0)",
            )
        _learn(run for row in rows for run in words.runs(row["title"]))
        done += len(rows)
    return done


def index_changed(limit: int = BATCH) -> int:
    """Bring what triggers queued up to date. A change that comes meanwhile keeps its place in the queue."""
    queued = list(ChangedVacancy.objects.order_by("at").values_list("vacancy_id", "at")[:limit])
    if not queued:
        return 0
    vacancy_index(pk for pk, _at in queued)
    with connection.cursor() as cursor:
        execute_values(
            cursor.cursor,
            "DELETE FROM matching_changedvacancy q USING (VALUES %s) AS done (vacancy_id, at) "
            "WHERE q.vacancy_id = done.vacancy_id AND q.at = done.at",
            queued,
            template="(%s, %s::timestamptz)",
        )
    return len(queued)


def index_all(progress: Any = None) -> int:
    """Rebuild every row, the taxonomy's words, and the index on disk."""
    learn_taxonomy()
    done = 0
    ids = list(Vacancy.objects.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(ids), BATCH):
        done += vacancy_index(ids[at : at + BATCH])
        if progress:
            progress(done, len(ids))
    ChangedVacancy.objects.filter(at__lt=timezone.now(), vacancy_id__in=ids).delete()
    live.index_write(on=timezone.localdate())
    return done


def _rows(ids: Sequence[int]) -> list[dict[str, Any]]:
    skills = VacancySkill.objects.filter(vacancy=OuterRef("pk")).values("skill__name_ko")
    english = VacancySkill.objects.filter(vacancy=OuterRef("pk")).values("skill__name_en")
    return list(
        Vacancy.objects.filter(pk__in=ids)
        .annotate(skill_names=ArraySubquery(skills), skill_names_en=ArraySubquery(english))
        .values(*_FIELDS, "skill_names", "skill_names_en")
        .order_by("pk")
    )


def _synonyms(occupations: set[int | None]) -> dict[int, str]:
    found = (
        OccupationSynonym.objects.filter(occupation_id__in=[pk for pk in occupations if pk is not None])
        .values("occupation_id")
        .annotate(all=ArrayAgg("text", order_by="pk"))
        .values_list("occupation_id", "all")
    )
    return {pk: " · ".join(names[:12]) for pk, names in found}


def _values(row: dict[str, Any], synonyms: str, now: dt.datetime) -> tuple[Any, ...]:
    job = f"{row['occupation__title_ko'] or ''} {row['occupation__title_en'] or ''}"
    skills = " · ".join([*row["skill_names"], *row["skill_names_en"]])
    firm = f"{row['employer__organisation__name_ko'] or ''} · {row['employer__organisation__name_en'] or ''}"
    place = " · ".join(
        row[name] or ""
        for name in (
            "region__parent__name_ko", "region__name_ko", "region__name_en", "region__parent__name_en", "address",
        )
    )  # fmt: skip
    body = f"{row['duties']}\n{row['requirements']}\n{row['preferred']}"[:TEXT_KEPT]
    title, of_job, of_skills, of_synonyms, of_firm, of_place, of_body = map(
        words.runs, (row["title"], job, skills, synonyms, firm, place, body)
    )
    document = words.document(
        zip("ABBCCCD", (title, of_job, of_skills, of_synonyms, of_firm, of_place, of_body), strict=True)
    )
    text = PART.join(map(" ".join, (title, of_firm, [*of_job, *of_skills, *of_synonyms], of_place, of_body)))
    terms = features(f"{row['title']} {row['title']} {job} {skills} {body}")
    return (
        row["pk"], row["state"] == "published", row["deadline"], row["openings"] - row["filled"],
        _facts(row), document, text, terms, now,
    )  # fmt: skip


def _facts(row: dict[str, Any]) -> bytes:
    period, hours = row["pay_period"], row["hours_week"]
    flags = (
        facts.NIGHT * row["night"]
        | facts.WEEKEND * row["weekend"]
        | facts.SHIFT * row["shift"]
        | facts.PERMIT * row["permit_ok"]
        | facts.OWN * (row["source"] == Vacancy.OWN)
    )
    record = np.array(
        [
            (
                row["pk"],
                facts.district_number(row["region__path"]),
                facts.occupation_number(row["occupation__code"]),
                facts.CONTRACTS.index(row["contract"]) if row["contract"] in facts.CONTRACTS else -1,
                facts.REMOTES.index(row["remote"]),
                int(row["education_min"]),
                row["career_min_months"],
                facts.hourly(row["pay_min"], period, hours),
                facts.monthly(row["pay_min"], period, hours),
                facts.monthly(row["pay_max"], period, hours),
                round(hours * 10) if hours is not None else -1,
                flags,
                facts.mask_of(row["accessibility"], facts.ACCESSIBILITY),
                facts.day_number(row["deadline"]),
                int((row["published_at"] or row["created_at"]).timestamp()),
            )
        ],
        facts.FACTS,
    )
    return record.tobytes()


def learn_taxonomy() -> None:
    """The words of occupations, their synonyms and skills: the spelling that mistyped words are mended to."""
    texts = [
        *Occupation.objects.values_list("title_ko", flat=True),
        *Occupation.objects.values_list("title_en", flat=True),
        *OccupationSynonym.objects.values_list("text", flat=True),
        *Skill.objects.values_list("name_ko", flat=True),
        *Skill.objects.values_list("name_en", flat=True),
        *vocabulary.all_terms(),
    ]
    _learn((run for text in texts for run in words.runs(text)), known=True)


def _learn(found: Iterable[str], known: bool = False) -> None:
    new = {word for word in found if 2 <= len(word) <= WORD_MOST and not word.isdigit()}
    rows = [
        SearchWord(word=word, letters=words.letters(word), sound=hangul.sound_of(word), known=known)
        for word in sorted(new)
    ]
    if known:
        SearchWord.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["word"], update_fields=["known", "sound"], batch_size=5000
        )
    else:
        SearchWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5000)
