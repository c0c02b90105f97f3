"""Factories: each builds the smallest valid object; a situation is a trait. Each room's stand under its heading."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import Assignment, Consent, Membership, Organisation, Person, User
from almp_programmes.models import Course, CourseRun, Enrolment, Programme, RuleSet, RunSession
from channels.models import ChannelRules, Readiness, Service
from employers.models import Employer, Vacancy
from jobseekers.models import Jobseeker, Spell
from taxonomy.models import KECO_2018, MeasureCode, Occupation, Region, Skill
from welfare_centres.models import (
    Agency,
    AgencyKind,
    AppointmentType,
    Case,
    Centre,
    Channel,
    DirectoryOrganisation,
    DirectoryService,
    Referral,
    Room,
    WorkingHours,
)

# --- taxonomy ---------------------------------------------------------------------------------------------------


class OccupationFactory(DjangoModelFactory):
    """A major group; give `parent`, `level`, `code` and `path` for more."""

    class Meta:
        model = Occupation
        django_get_or_create = ("edition", "code")

    edition = KECO_2018
    code = "6"
    level = Occupation.Level.MAJOR
    path = factory.SelfAttribute("code")
    title_ko = "영업·판매·운전·운송직"
    title_en = "Sales, driving and transport"


class RegionFactory(DjangoModelFactory):
    """Gyeonggi province; `district=True` is Suwon's Jangan district in it."""

    class Meta:
        model = Region
        django_get_or_create = ("code", "valid_from")

    class Params:
        district = factory.Trait(
            code="4111100000",
            short_code="41111",
            level=Region.Level.DISTRICT,
            parent=factory.SubFactory("tests.factories.RegionFactory"),
            path="41/41111",
            name_ko="수원시 장안구",
            name_en="Jangan-gu, Suwon",
            latitude=37.30,
            longitude=127.01,
        )

    code = "4100000000"
    short_code = "41"
    level = Region.Level.PROVINCE
    path = factory.SelfAttribute("short_code")
    name_ko = "경기도"
    name_en = "Gyeonggi"
    valid_from = dt.date(1988, 4, 23)


class SkillFactory(DjangoModelFactory):
    class Meta:
        model = Skill
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"T{n}")
    name_ko = factory.Sequence(lambda n: f"기술 {n}")
    name_en = factory.Sequence(lambda n: f"Skill {n}")
    kind = Skill.Kind.SKILL
    source = "starter"
    normalised = factory.LazyAttribute(lambda o: f"{o.name_ko} {o.name_en}".lower())


# --- accounts ---------------------------------------------------------------------------------------------------


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"김민지{n}")
    birth_date = dt.date(1991, 3, 2)


class UserFactory(DjangoModelFactory):
    """Someone who can sign in; `as_person=True` makes them a person of the service too."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        as_person = factory.Trait(person=factory.SubFactory(PersonFactory))

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    display_name = factory.Sequence(lambda n: f"사용자 {n}")
    password = factory.django.Password("correct-horse-battery")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    kind = Organisation.Kind.EMPLOYER
    name_ko = factory.Sequence(lambda n: f"한빛정공 {n}")
    name_en = factory.Sequence(lambda n: f"Hanbit Precision {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    class Params:
        counsellor = factory.Trait(
            role=Membership.Role.COUNSELLOR,
            organisation=factory.SubFactory(
                OrganisationFactory, kind=Organisation.Kind.CENTRE, name_ko="수원 고용센터"
            ),
        )
        manager = factory.Trait(
            role=Membership.Role.CENTRE_MANAGER,
            organisation=factory.SubFactory(
                OrganisationFactory, kind=Organisation.Kind.CENTRE, name_ko="수원 고용센터"
            ),
        )
        analyst = factory.Trait(
            role=Membership.Role.ANALYST,
            organisation=factory.SubFactory(
                OrganisationFactory, kind=Organisation.Kind.MINISTRY, name_ko="고용노동부"
            ),
        )
        trainer = factory.Trait(
            role=Membership.Role.TRAINER,
            organisation=factory.SubFactory(
                OrganisationFactory, kind=Organisation.Kind.PROVIDER, name_ko="한빛직업학교"
            ),
        )
        caseworker = factory.Trait(
            role=Membership.Role.CASE_WORKER,
            organisation=factory.SubFactory(
                OrganisationFactory, kind=Organisation.Kind.AGENCY, name_ko="수원시 복지팀"
            ),
        )
        ministry_admin = factory.Trait(
            role=Membership.Role.MINISTRY_ADMIN,
            organisation=factory.SubFactory(
                OrganisationFactory, kind=Organisation.Kind.MINISTRY, name_ko="고용노동부"
            ),
        )

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Membership.Role.EMPLOYER_OWNER


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.CENTRE)
    counsellor = factory.SubFactory(UserFactory)


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    person = factory.SubFactory(PersonFactory)
    purpose = Consent.Purpose.COLLECT
    text_version = "1"


# --- jobseekers -------------------------------------------------------------------------------------------------


class JobseekerFactory(DjangoModelFactory):
    """A registered person with a user who can sign in; `searching=True` opens a spell."""

    class Meta:
        model = Jobseeker
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    region = factory.SubFactory(RegionFactory, district=True)
    education = "05"
    career_months = 36
    user = factory.RelatedFactory(UserFactory, factory_related_name="", person=factory.SelfAttribute("..person"))

    @factory.post_generation
    def searching(self, create: bool, extracted: bool | None) -> None:
        if create and extracted:
            Spell.objects.create(
                jobseeker=self, started_on=timezone.localdate() - dt.timedelta(days=40), reason=Spell.Reason.CLOSURE
            )


# --- employers --------------------------------------------------------------------------------------------------


class EmployerFactory(DjangoModelFactory):
    class Meta:
        model = Employer

    organisation = factory.SubFactory(OrganisationFactory)
    business_number = factory.Sequence(lambda n: f"{1000000000 + n}")
    region = factory.SubFactory(RegionFactory, district=True)
    verified_at = factory.LazyFunction(timezone.now)


class VacancyFactory(DjangoModelFactory):
    """An open vacancy; `draft=True` is one still being written."""

    class Meta:
        model = Vacancy

    class Params:
        draft = factory.Trait(state=Vacancy.State.DRAFT, published_at=None)

    employer = factory.SubFactory(EmployerFactory)
    state = Vacancy.State.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)
    title = "지게차 운전원"
    occupation = factory.SubFactory(OccupationFactory)
    region = factory.SubFactory(RegionFactory, district=True)
    duties = "물류 창고에서 지게차로 짐을 옮깁니다."
    contract = "permanent"
    pay_period = "month"
    pay_min = 2_800_000
    hours_week = 40
    deadline = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=14))


# --- almp_programmes -------------------------------------------------------------------------------------------------


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = MeasureCode
        django_get_or_create = ("code",)

    code = "2.1"
    name_ko = "기관 훈련"
    name_en = "Institutional training"


class ProgrammeFactory(DjangoModelFactory):
    """A training programme on offer."""

    class Meta:
        model = Programme

    code = factory.Sequence(lambda n: f"programme-{n}")
    measure = factory.SubFactory(MeasureFactory)
    delivery = Programme.Delivery.COURSE
    state = Programme.State.LIVE
    name_ko = factory.Sequence(lambda n: f"직업 훈련 {n}")
    name_en = factory.Sequence(lambda n: f"Training {n}")
    summary_ko = "일에 쓰는 기술을 배워요."
    summary_en = "Learn what the job needs."
    starts_on = dt.date(2026, 1, 1)


class RuleSetFactory(DjangoModelFactory):
    """The version in force: open from the age of 15."""

    class Meta:
        model = RuleSet

    programme = factory.SubFactory(ProgrammeFactory)
    version = 1
    state = RuleSet.State.LIVE
    shipped = True
    valid_from = dt.date(2026, 1, 1)
    rules = factory.LazyFunction(lambda: {"all": [condition("age", ">=", 15)]})


def condition(fact: str, op: str, value: object, **more: object) -> dict[str, object]:
    """A condition of a rule with its reasons."""
    why = {"ko": f"{fact} 조건이에요.", "en": f"The condition on {fact}."}
    return {"key": f"{fact}_{op}", "fact": fact, "op": op, "value": value, "why": why, **more}


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = Course

    programme = factory.SubFactory(ProgrammeFactory)
    provider = factory.SubFactory(
        OrganisationFactory, kind=Organisation.Kind.PROVIDER, name_ko="한빛직업학교", name_en="Hanbit Academy"
    )
    reference = factory.Sequence(lambda n: f"C{n}")
    title = "자료 분석 입문"
    title_en = "Data analysis for beginners"
    published = True


class CourseRunFactory(DjangoModelFactory):
    """Begins in ten days and lasts three months; `running=True` began a month ago."""

    class Meta:
        model = CourseRun

    class Params:
        running = factory.Trait(starts_on=factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=40)))

    course = factory.SubFactory(CourseFactory)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=10))
    ends_on = factory.LazyAttribute(lambda run: run.starts_on + dt.timedelta(days=89))
    region = factory.SubFactory(RegionFactory, district=True)
    capacity = 2


class EnrolmentFactory(DjangoModelFactory):
    """Applied for a run, past the services: for rows that only have to be there."""

    class Meta:
        model = Enrolment

    run = factory.SubFactory(CourseRunFactory)
    programme = factory.SelfAttribute("run.course.programme")
    person = factory.LazyAttribute(lambda row: UserFactory(as_person=True).person)
    applied_at = factory.LazyFunction(timezone.now)
    starts_on = factory.SelfAttribute("run.starts_on")
    ends_on = factory.SelfAttribute("run.ends_on")


class SessionFactory(DjangoModelFactory):
    """This morning's session; `days_ago` moves it."""

    class Meta:
        model = RunSession

    class Params:
        days_ago = 0

    run = factory.SubFactory(CourseRunFactory)
    starts_at = factory.LazyAttribute(
        lambda row: timezone.make_aware(
            dt.datetime.combine(timezone.localdate() - dt.timedelta(days=row.days_ago), dt.time(0, 1))
        )
    )
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + dt.timedelta(hours=8))


# --- welfare centres: cases -----------------------------------------------------------------------------------------


class AgencyFactory(DjangoModelFactory):
    """A partner agency of a kind; `job_centre=True` is the job centre of a centre."""

    class Meta:
        model = Agency

    class Params:
        code = "municipal_welfare"
        job_centre = factory.Trait(
            code="job_centre",
            organisation=factory.SubFactory(
                OrganisationFactory, kind=Organisation.Kind.CENTRE, name_ko="수원 고용센터"
            ),
        )

    organisation = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.AGENCY, name_ko="수원시 복지팀")
    kind = factory.LazyAttribute(
        lambda o: AgencyKind.objects.get_or_create(code=o.code, defaults={"name_ko": o.code})[0]
    )


class CentreFactory(DjangoModelFactory):
    """A centre whose job centre is an agency too."""

    class Meta:
        model = Centre
        django_get_or_create = ("organisation",)

    organisation = factory.LazyFunction(lambda: AgencyFactory(job_centre=True).organisation)
    type = Centre.Type.PLUS


class CaseFactory(DjangoModelFactory):
    """A case by law, without members; nothing is granted by it."""

    class Meta:
        model = Case

    person = factory.SubFactory(PersonFactory)
    centre = factory.SubFactory(CentreFactory)
    ground = Case.Ground.LAW
    law = "구직자취업촉진법 제13조제2항"
    purpose = "일과 생활을 함께 돌보기"
    opened_by = factory.SubFactory(UserFactory)
    review_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=60))


# --- welfare centres: meetings ----------------------------------------------------------------------------------


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = Room

    centre = factory.SubFactory(CentreFactory)
    name_ko = factory.Sequence(lambda n: f"상담실 {n}")
    name_en = factory.Sequence(lambda n: f"Room {n}")


class AppointmentTypeFactory(DjangoModelFactory):
    """Half an hour, by every channel, without a special competence."""

    class Meta:
        model = AppointmentType
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"talk-{n}")
    name_ko = factory.Sequence(lambda n: f"취업 상담 {n}")
    name_en = factory.Sequence(lambda n: f"Job counselling {n}")
    channels = factory.LazyFunction(lambda: list(Channel.values))


class WorkingHoursFactory(DjangoModelFactory):
    """Nine to six on Mondays."""

    class Meta:
        model = WorkingHours

    centre = factory.SubFactory(CentreFactory)
    organisation = factory.SelfAttribute("centre.organisation")
    user = factory.LazyAttribute(
        lambda row: MembershipFactory(role=Membership.Role.COUNSELLOR, organisation=row.organisation).user
    )
    weekday = WorkingHours.Weekday.MONDAY
    starts = dt.time(9)
    ends = dt.time(18)
    channels = factory.LazyFunction(lambda: list(Channel.values))
    valid_from = dt.date(2020, 1, 1)


# --- welfare_centres: referrals and the directory -------------------------------------------------------------------


class DirectoryOrganisationFactory(DjangoModelFactory):
    class Meta:
        model = DirectoryOrganisation

    name_ko = factory.Sequence(lambda n: f"나눔의집 {n}")
    name_en = factory.Sequence(lambda n: f"House of Sharing {n}")
    email = factory.Sequence(lambda n: f"body{n}@example.org")


class DirectoryServiceFactory(DjangoModelFactory):
    """Open, for the whole country, confirmed today, with room; `stale=True` was confirmed a year ago."""

    class Meta:
        model = DirectoryService

    class Params:
        stale = factory.Trait(checked_on=factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=365)))

    organisation = factory.SubFactory(DirectoryOrganisationFactory)
    name_ko = factory.Sequence(lambda n: f"주거 상담 {n}")
    name_en = factory.Sequence(lambda n: f"Housing advice {n}")
    needs = factory.LazyFunction(lambda: ["housing"])
    areas = factory.LazyFunction(lambda: [""])
    places, free = 10, 3
    places_as_of = factory.LazyFunction(timezone.localdate)
    checked_on = factory.LazyFunction(timezone.localdate)


class ReferralFactory(DjangoModelFactory):
    """Sent by a counsellor to an outside service; `inside=True` went to an agency."""

    class Meta:
        model = Referral

    class Params:
        inside = factory.Trait(
            to_service=None,
            to_organisation=factory.SubFactory(
                OrganisationFactory, kind=Organisation.Kind.AGENCY, name_ko="수원시 복지팀"
            ),
        )

    person = factory.SubFactory(PersonFactory)
    from_organisation = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.CENTRE, name_ko="수원 고용센터")
    by = factory.SubFactory(UserFactory)
    to_service = factory.SubFactory(DirectoryServiceFactory)
    need = "housing"
    what_for = "살 곳을 함께 알아봐 주세요."
    told = factory.LazyFunction(lambda: {"name": "김민지", "age": "35–39"})
    ground = Referral.Ground.CONSENT
    said_yes = Referral.SaidYes.IN_PERSON
    see_by = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=2))
    answer_by = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=7))


# --- channels --------------------------------------------------------------------------------------------------------


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = Service
        django_get_or_create = ("code",)

    code = "programme_apply"
    objective = Service.Objective.SKILLS
    kind = Service.Kind.APPLICATION
    room = "almp_programmes"
    name_ko = "지원 프로그램 신청하기"
    name_en = "Applying for a programme"


def channel_line(**more: object) -> dict[str, object]:
    """A line for everybody: online first, else at the centre."""
    why = {"ko": "온라인이 가장 빨라요.", "en": "Online is quickest."}
    line = {
        "group": "",
        "bands": [],
        "allowed": ["web", "phone", "centre"],
        "recommended": "web",
        "fallback": "centre",
    }
    return line | {"why": why, "when": None} | more


class ChannelRulesFactory(DjangoModelFactory):
    """The version in force: online for everybody."""

    class Meta:
        model = ChannelRules

    service = factory.SubFactory(ServiceFactory)
    version = 1
    state = ChannelRules.State.LIVE
    shipped = True
    valid_from = dt.date(2026, 1, 1)
    lines = factory.LazyFunction(lambda: [channel_line()])


class ReadinessFactory(DjangoModelFactory):
    """Somebody who needs help with digital services."""

    class Meta:
        model = Readiness

    person = factory.SubFactory(PersonFactory)
    score = 20
    base = 20
    band = "low"
    source = Readiness.Source.SELF_CHECK
