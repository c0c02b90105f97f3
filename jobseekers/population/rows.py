"""The rows of one person in every table, from who they are and how their last years went."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from accounts.consenting import TEXT_VERSION
from accounts.models import Consent, ContactPoint, Person
from jobseekers.models import (
    Competency,
    Constraints,
    Education,
    HeldLicence,
    Interest,
    Jobseeker,
    Preferences,
    PreferredOccupation,
    PreferredRegion,
    Spell,
    WorkHistory,
)
from jobseekers.population import figures as fig
from jobseekers.population import words
from jobseekers.population.draw import Drawn
from jobseekers.population.life import Life
from jobseekers.population.world import MOST_SKILLS, Job, World
from jobseekers.population.write import Lines

STAMPS = ("created_at", "updated_at")
DRAWS = 40
SKILL_CHANCE = [0.9 - 0.05 * at for at in range(MOST_SKILLS)]
SURNAME_EDGES = np.cumsum([share for _name, share in words.SURNAMES])
ACCESS_NEEDS = ("wheelchair", "lift", "toilet", "sign_language", "screen_reader", "quiet", "seated", "flexible_breaks")


class Rows:
    def __init__(self, rng: np.random.Generator, world: World, drawn: Drawn, first: int, today: dt.date) -> None:
        self.world, self.drawn, self.first, self.today = world, drawn, first, today
        n = len(drawn.sex)
        self.chance: list[list[float]] = rng.random((n, DRAWS)).tolist()
        self.skill_chance: list[list[float]] = rng.random((n, MOST_SKILLS * 2)).tolist()
        surnames = np.searchsorted(SURNAME_EDGES, rng.random(n) * SURNAME_EDGES[-1])
        self.surnames = [words.SURNAMES[at][0] for at in surnames.tolist()]
        self.noise: list[float] = rng.normal(0, 1, n).tolist()
        self.ids = self._uuids(rng)
        self._tables()

    @staticmethod
    def _uuids(rng: np.random.Generator) -> Iterator[str]:
        while True:
            text = rng.bytes(16 * 4096).hex()
            for at in range(0, len(text), 32):
                yield f"{text[at : at + 12]}4{text[at + 13 : at + 16]}a{text[at + 17 : at + 32]}"

    def _tables(self) -> None:
        self.person = Lines(Person, "id", "public_id", "name", "birth_date", "sex", "language", *STAMPS)
        self.contact = Lines(
            ContactPoint, "public_id", "person_id", "kind", "value", "verified_at", "is_primary", *STAMPS
        )
        self.consent = Lines(Consent, "public_id", "person_id", "purpose", "text_version", "given_at")
        self.jobseeker = Lines(
            Jobseeker, "id", "public_id", "person_id", "region_id", "education", "career_months", "headline", "intro",
            "work_permit", "registered_at", "searchable", *STAMPS,
        )  # fmt: skip
        self.work = Lines(
            WorkHistory, "public_id", "jobseeker_id", "employer_name", "title", "occupation_id", "started_on",
            "ended_on", "duties", *STAMPS,
        )  # fmt: skip
        self.study = Lines(Education, "public_id", "jobseeker_id", "level", "school", "major", "graduated_on", *STAMPS)
        self.licence = Lines(HeldLicence, "public_id", "jobseeker_id", "licence_id", "acquired_on", *STAMPS)
        self.competency = Lines(
            Competency, "public_id", "jobseeker_id", "skill_id", "level", "evidence", "source", "confirmed_at", *STAMPS
        )
        self.interest = Lines(Interest, "jobseeker_id", *Interest.TYPES, "answered_at")
        self.limits = Lines(
            Constraints, "jobseeker_id", "care_duties", "max_commute_minutes", "no_night", "no_weekend", "no_shift",
            "accessibility", "health_note", "updated_at",
        )  # fmt: skip
        self.wishes = Lines(
            Preferences, "jobseeker_id", "pay_period", "pay_floor", "hours_min", "hours_max", "contracts",
            "remote_ok", "updated_at",
        )  # fmt: skip
        self.wished_job = Lines(PreferredOccupation, "jobseeker_id", "occupation_id", "rank")
        self.wished_place = Lines(PreferredRegion, "jobseeker_id", "region_id", "rank")
        self.spell = Lines(
            Spell, "public_id", "jobseeker_id", "started_on", "ended_on", "reason", "end_reason", *STAMPS
        )

    def tables(self) -> list[Lines]:
        return [
            self.person, self.contact, self.consent, self.jobseeker, self.work, self.study, self.licence,
            self.competency, self.interest, self.limits, self.wishes, self.wished_job, self.wished_place, self.spell,
        ]  # fmt: skip

    def add(self, at: int, person: int, jobseeker: int, life: Life) -> None:
        when = f"{life.registered:%Y-%m-%d} 10:00+09"
        job = self.world.jobs[self.drawn.job[at]]
        disabled = self.chance[at][0] < fig.DISABLED
        searchable = life.looking and self.chance[at][1] < fig.SEARCHABLE * 1.6
        self._who(at, person, when, disabled=disabled, searchable=searchable)
        years = life.months // 12
        headline = f"{job.titles[0]} 경력 {years}년" if years else f"{job.titles[0]} 일을 찾아요"
        self.jobseeker.add(
            jobseeker, next(self.ids), person, self.world.region_ids[self.drawn.region[at]], self.drawn.education[at],
            life.months, headline if self.chance[at][2] < 0.7 else "", "", self._permit(at), when,
            "t" if searchable else "f", when, when,
        )  # fmt: skip
        self._history(at, jobseeker, job, life, when)
        self._abilities(at, jobseeker, job, years, when)
        self._limits(at, jobseeker, disabled, when)
        self._wishes(at, jobseeker, job, years, when)
        for start, end, why, how in life.spells:
            self.spell.add(next(self.ids), jobseeker, start, end, why, how, when, when)

    def _permit(self, at: int) -> str:
        value = self.chance[at][3]
        return "citizen" if value < 0.965 else "resident_free" if value < 0.99 else "employment_permit"

    def _who(self, at: int, person: int, when: str, *, disabled: bool, searchable: bool) -> None:
        chance, key = self.chance[at], (self.drawn.sex[at], self.drawn.young[at])
        first, second = words.FIRST[key], words.SECOND[key]
        name = self.surnames[at] + first[int(chance[4] * len(first))] + second[int(chance[5] * len(second))]
        self.person.add(person, next(self.ids), name, self.drawn.born[at], self.drawn.sex[at], "ko", when, when)
        if chance[6] < fig.WITH_EMAIL:
            address = f"person{person}@people.example"
            self.contact.add(next(self.ids), person, "email", address, when, "t", when, when)
        purposes = ["terms", "collect"]
        purposes += ["sensitive"] if disabled else []
        purposes += ["employer_search"] if searchable else []
        for purpose in purposes:
            self.consent.add(next(self.ids), person, purpose, TEXT_VERSION, when)

    def _history(self, at: int, jobseeker: int, job: Job, life: Life, when: str) -> None:
        tails = words.FIRM_TAILS[job.major]
        for turn, (start, end) in enumerate(life.jobs[-5:]):
            value = self.chance[at][7 + turn % 5] + turn * 0.37
            head = words.FIRM_HEADS[int(value * 997) % len(words.FIRM_HEADS)]
            firm = head + tails[int(value * 61) % len(tails)]
            title = job.titles[int(value * 31) % len(job.titles)]
            self.work.add(
                next(self.ids), jobseeker, firm, title[:120], job.id, start, end, self._duties(job, value), when, when
            )
        education = self.drawn.education[at]
        if self.chance[at][12] < 0.8:
            self._school(at, jobseeker, job, education, when)

    @staticmethod
    def _duties(job: Job, value: float) -> str:
        if not job.skill_names or value % 1 < 0.25:
            return ""
        count = len(job.skill_names)
        one, two = job.skill_names[int(value * 17) % count], job.skill_names[int(value * 29) % count]
        return f"{one}, {two} 업무를 맡음. {2 + int(value * 13) % 9}명이 함께 일함."

    def _school(self, at: int, jobseeker: int, job: Job, education: str, when: str) -> None:
        value = self.chance[at][13]
        year = min(self.drawn.born[at].year + fig.LEAVES_SCHOOL[education], self.today.year - 1)
        majors = words.MAJORS[job.major]
        major = majors[int(value * len(majors))] if education >= "04" else ""
        school = words.FIRM_HEADS[int(value * 991) % len(words.FIRM_HEADS)] + words.SCHOOLS[education]
        self.study.add(next(self.ids), jobseeker, education, school, major, f"{year}-02-20", when, when)

    def _abilities(self, at: int, jobseeker: int, job: Job, years: int, when: str) -> None:
        chance = self.skill_chance[at]
        base = 1.6 + min(years, 15) * 0.16
        for turn, skill in enumerate(job.skills):
            if chance[turn] < SKILL_CHANCE[turn] * 0.62:
                level = min(max(round(base + 2.2 * (chance[MOST_SKILLS + turn] - 0.5)), 1), 5)
                confirmed = when if chance[turn] * 7 % 1 < 0.88 else None
                source = "self" if confirmed else "suggested"
                self.competency.add(next(self.ids), jobseeker, skill, level, "", source, confirmed, when, when)
        own = self.chance[at]
        if job.licences and own[14] < 0.25 + 0.02 * min(years, 20):
            year = max(self.today.year - 1 - int(own[15] * min(years + 1, 20)), self.drawn.born[at].year + 18)
            licence = job.licences[int(own[16] * len(job.licences))]
            self.licence.add(next(self.ids), jobseeker, licence, f"{min(year, self.today.year - 1)}-06-15", when, when)
        if own[17] < fig.INTERESTED:
            peaks = fig.INTEREST_PEAKS[job.major]
            scores = [
                min(max(round((30 + 35 * (kind in peaks) + 45 * (own[18 + kind] - 0.3)) / 8.333) * 8, 0), 100)
                for kind in range(6)
            ]
            self.interest.add(jobseeker, *scores, when)

    def _limits(self, at: int, jobseeker: int, disabled: bool, when: str) -> None:
        own, age, woman = self.chance[at], self.drawn.age[at], self.drawn.sex[at] == "f"
        caring = own[24] < (0.34 if woman and 28 <= age < 48 else 0.12 if age >= 28 else 0.02)
        commute = (30, 60, 60, 90, None)[int(own[25] * 5)] if not caring else (30, 30, 60)[int(own[25] * 3)]
        needs = f"{{{ACCESS_NEEDS[int(own[26] * len(ACCESS_NEEDS))]}}}" if disabled else "{}"
        note = "무거운 짐은 들기 어려움" if disabled and own[27] < 0.4 else ""
        night = own[28] < (0.75 if caring else 0.45)
        self.limits.add(
            jobseeker, "t" if caring else "f", commute, "t" if night else "f",
            "t" if own[29] < (0.6 if caring else 0.3) else "f", "t" if night and own[30] < 0.6 else "f", needs, note,
            when,
        )  # fmt: skip

    def _wishes(self, at: int, jobseeker: int, job: Job, years: int, when: str) -> None:
        own, major = self.chance[at], job.major
        above = 1 + fig.PAY_ABOVE_MINIMUM[major] + 0.011 * min(years, 25) + 0.035 * (int(self.drawn.education[at]) - 3)
        above = max(above + 0.07 * self.noise[at], 1.0)
        hourly = own[31] < (0.30 if self.drawn.age[at] >= 60 or self.drawn.age[at] < 25 else 0.10)
        floor = round(fig.HOURLY_MINIMUM * above, -1) if hourly else round(fig.MONTHLY_MINIMUM * above, -5)
        hours = (15, 20, 25, 30)[int(own[32] * 4)] if hourly else (40, 40, 48, 52)[int(own[32] * 4)]
        contracts = "{permanent}" if own[33] < 0.3 else "{permanent,fixed}" if own[33] < 0.55 else "{}"
        self.wishes.add(
            jobseeker, "hour" if hourly else "month", int(floor) if own[34] < 0.9 else None, None, hours, contracts,
            "t" if own[35] < 0.25 else "f", when,
        )  # fmt: skip
        self.wished_job.add(jobseeker, job.id, 1)
        others = self.world.job_positions[major]
        other = self.world.jobs[others[int(own[36] * len(others))]].id
        if own[37] < 0.5 and other != job.id:
            self.wished_job.add(jobseeker, other, 2)
        home = self.drawn.region[at]
        self.wished_place.add(jobseeker, self.world.region_ids[home], 1)
        around = self.world.province_members[self.world.region_province[home]]
        near = around[int(own[38] * len(around))]
        if own[39] < 0.4 and near != home:
            self.wished_place.add(jobseeker, self.world.region_ids[near], 2)
