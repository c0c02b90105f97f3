"""Made-up providers, courses, enrolments and money for made-up people; the same seed gives the same.

Draws are made in arrays, a chunk of people at a time; rows go in by COPY and one INSERT … SELECT a table, so that a
million enrolments take minutes and memory holds one chunk. Programmes themselves are reference data: without any,
nothing is made.
"""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
from django.db import connection, models, transaction
from django.utils import timezone

from accounts.models import Organisation, User
from almp_programmes import population_draws as draws
from almp_programmes import population_sql as sql
from almp_programmes.models import Course, CourseRun, CourseSkill, Enrolment, Programme
from almp_programmes.population_draws import Drawn, Offer, People
from almp_programmes.services.portfolio import portfolio_recount
from taxonomy.models import KECO_2018, Occupation, Region

CHUNK = 20_000
YEARS = 5
SLOTS = YEARS * 4 + 1
ACTOR, SECOND = "시연 자료", "시연 자료(둘째)"
PROVIDERS_A_PROVINCE = 3


def _nothing(_done: int) -> None:
    return None


def make_enrolments(*, count: int, seed: int, progress: Callable[[int], Any] = _nothing) -> int:
    """About `count` enrolments over five years, with their courses and the money; returns how many were written."""
    rng = np.random.default_rng([seed, 0xA1F])
    offer, today = _offer(), timezone.localdate()
    people = _count_people()
    if offer is None or not people or not count:
        return 0
    ground = Ground(offer, today, count)
    after, done = 0, 0
    while len((chunk := _people(ground, today, after)).id):
        after = int(chunk.id[-1])
        drawn = draws.draw(
            rng, chunk, offer, len(ground.provinces), count=round(count * len(chunk.id) / people), slots=SLOTS,
            seats=ground.seats, asked=ground.asked,
        )  # fmt: skip
        done += _write(ground, drawn)
        progress(done)
    _count_money(ground)
    return done


class Ground:
    """What chunks share: places, providers, courses and runs made so far, and how many asked for each."""

    def __init__(self, offer: Offer, today: dt.date, count: int) -> None:
        self.offer, self.today = offer, today
        self.provinces = list(Region.objects.current().filter(level=Region.Level.PROVINCE).order_by("code"))
        self.at = {region.code[:2]: position for position, region in enumerate(self.provinces)}
        self.asked = np.zeros((len(offer.id), len(self.provinces), SLOTS), dtype=np.int64)
        self.seats = draws.seats_of(count, int(offer.course.sum()), len(self.provinces), SLOTS)
        self.actor, self.other = _user(ACTOR), _user(SECOND)
        self.runs: dict[tuple[int, int, int, int], int] = {}
        self.courses: dict[tuple[int, int], Course] = {}
        self.numbers: dict[int, int] = defaultdict(int)
        self.programmes = Programme.objects.in_bulk(offer.id.tolist())
        self.trades = list(
            Occupation.objects.filter(edition=KECO_2018, level=Occupation.Level.UNIT).order_by("code")[:400]
        )

    def run_of(self, key: tuple[int, int, int, int], start: int, end: int) -> int:
        if key not in self.runs:
            course = self.course_of(key[0], key[1])
            self.numbers[course.pk] += 1
            day = dt.timedelta(days=1)
            run = CourseRun.objects.create(
                course=course, number=self.numbers[course.pk], starts_on=self.today + start * day,
                ends_on=self.today + end * day, apply_until=self.today + (start - 7) * day,
                region=self.provinces[key[1]], capacity=self.seats + 3, fee=300_000 + key[0] * 70_000 % 2_000_000,
            )  # fmt: skip
            self.runs[key] = run.pk
        return self.runs[key]

    def course_of(self, programme: int, province: int) -> Course:
        key = (programme, province)
        if key not in self.courses:
            self.courses[key] = self._course(self.programmes[int(self.offer.id[programme])], programme, province)
        return self.courses[key]

    def _course(self, programme: Programme, at: int, province: int) -> Course:
        """A trade's course where occupations are loaded, else the programme's own name."""
        trade = self.trades[(at * 37 + province * 11) % len(self.trades)] if self.trades else None
        reference = f"M{programme.code}-{self.provinces[province].code[:2]}"[:40]
        provider = self._provider(province, at % PROVIDERS_A_PROVINCE)
        course, made = Course.objects.get_or_create(
            source=Course.Source.OWN, provider=provider, reference=reference,
            defaults={
                "programme": programme, "published": True, "mode": Course.Mode.CLASSROOM, "hours": 240, "days": 40,
                "title": f"{trade.title_ko} 실무 과정" if trade else programme.name_ko,
                "title_en": f"{trade.title_en}: practical course" if trade and trade.title_en else programme.name_en,
            },
        )  # fmt: skip
        if made and trade:
            links = trade.skill_links.order_by("-weight", "pk")[:4]
            CourseSkill.objects.bulk_create(CourseSkill(course=course, skill_id=link.skill_id) for link in links)
        self.numbers[course.pk] = course.runs.aggregate(last=models.Max("number"))["last"] or 0
        return course

    def _provider(self, province: int, number: int) -> Organisation:
        region = self.provinces[province]
        name = f"{region.name_ko} {('한빛', '늘봄', '새길')[number]} 직업전문학교"
        found, _made = Organisation.objects.get_or_create(
            kind=Organisation.Kind.PROVIDER, name_ko=name,
            defaults={"name_en": f"{region.name_en} {('Hanbit', 'Neulbom', 'Saegil')[number]} Vocational School"},
        )  # fmt: skip
        return found


def _user(name: str) -> User:
    user, _created = User.objects.get_or_create(email=None, display_name=name, is_active=False)
    return user


def _offer() -> Offer | None:
    """Every programme that runs, with the one group it is limited to, if age or sex tells who belongs to it."""
    rows, today = [], timezone.localdate()
    for one in Programme.objects.offered(today).select_related("measure").order_by("pk"):
        meant = set(one.target_groups.values_list("code", flat=True))
        only = next((code for code in ("youth", "older") if meant == {code}), "")
        only = only or ("women" if len(meant) == 1 and "women" in next(iter(meant)) else "")
        rows.append(
            (
                one.pk,
                one.measure.code[:1],
                one.delivery == Programme.Delivery.COURSE,
                only,
                (one.starts_on - today).days,
            )
        )
    return Offer.of(rows) if rows else None


def _count_people() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM jobseekers_jobseeker")
        return int(cursor.fetchone()[0])


def _people(ground: Ground, today: dt.date, after: int) -> People:
    with connection.cursor() as cursor:
        cursor.execute(sql.PEOPLE, {"today": today, "after": after, "most": CHUNK})
        rows = cursor.fetchall()
    columns = list(zip(*rows, strict=True)) if rows else [()] * 6
    number, age, female, province, out_from, out_to = columns
    return People(
        np.array(number, dtype=np.int64), np.array(age, dtype=np.float64), np.array(female, dtype=bool),
        np.array([ground.at.get(one, 0) for one in province], dtype=np.int64),
        np.array(out_from, dtype=np.int64), np.array(out_to, dtype=np.int64),
    )  # fmt: skip


@transaction.atomic
def _write(ground: Ground, drawn: Drawn) -> int:
    """One chunk, all or none."""
    rest, values = _defaults(Enrolment)
    with connection.cursor() as cursor:
        cursor.execute(sql.STAGE)
        cursor.copy_expert(f"COPY staged_enrolment ({', '.join(sql.STAGED)}) FROM STDIN", _lines(ground, drawn))
        cursor.execute(sql.AGAIN)
        named = {"actor": ground.actor.pk, **values}
        cursor.execute(sql.ENROLMENTS.format(rest=rest, values="".join(f", %({name})s" for name in values)), named)
        written = int(cursor.rowcount)
        cursor.execute(sql.TRANSITIONS, named)
    return written


def _lines(ground: Ground, drawn: Drawn) -> io.StringIO:
    programmes, courses = ground.offer.id[drawn.programme], ground.offer.course[drawn.programme]
    day = np.datetime64(ground.today)
    columns = [
        programmes.tolist(), drawn.state.tolist(), (day + drawn.applied).astype(str).tolist(),
        (day + drawn.start).astype(str).tolist(), (day + drawn.end).astype(str).tolist(), courses.tolist(),
        np.where(drawn.ended == draws.NOT_OVER, r"\N", (day + drawn.ended).astype(str)).tolist(),
        np.where(drawn.waiting > 0, drawn.waiting.astype(str), r"\N").tolist(),
    ]  # fmt: skip
    runs = [
        str(ground.run_of((p, place, slot, number), start, end)) if number >= 0 else r"\N"
        for p, place, slot, number, start, end in zip(
            drawn.programme.tolist(), drawn.province.tolist(), drawn.slot.tolist(), drawn.run.tolist(),
            drawn.start.tolist(), drawn.end.tolist(), strict=True,
        )
    ]  # fmt: skip
    buffer = io.StringIO()
    for person, run, programme, state, applied, start, end, full_time, ended, waiting in zip(
        drawn.person.tolist(), runs, *columns, strict=True
    ):
        buffer.write(
            f"{uuid.uuid4()}\t{person}\t{programme}\t{run}\t{state}\t{applied}\t{start}\t{end}\t{full_time}\t{ended}"
            f"\t{waiting}\n"
        )
    buffer.seek(0)
    return buffer


def _defaults(model: type[models.Model]) -> tuple[str, dict[str, Any]]:
    """Columns that the statement does not name and that may not be empty, with their model's own defaults."""
    values: dict[str, Any] = {}
    for one in model._meta.concrete_fields:
        if one.primary_key or one.null or one.column in NAMED:
            continue
        values[str(one.column)] = one.get_db_prep_save(one.get_default(), connection)
    return "".join(f", {name}" for name in values), values


NAMED = {name.strip() for name in sql.ENROLMENTS.partition("(")[2].partition("{rest}")[0].split(",")}


def _count_money(ground: Ground) -> None:
    """Places held in each run; from the counted places what they cost, and budgets somewhat above it."""
    portfolio_recount()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.OCCUPIED)
        people = {"actor": ground.actor.pk, "other": ground.other.pk}
        cursor.execute(sql.MONEY, people)
        cursor.execute(sql.BUDGETS, people)
        cursor.execute(sql.BUDGET_STEPS, people)
    portfolio_recount()
