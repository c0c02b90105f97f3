"""Channel rules: what they answer, who may change them, and that entry points follow."""

import datetime as dt
import random

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import get_resolver
from django.utils import timezone

from accounts import services as accounts
from channels import services
from channels.codes import band_of
from channels.lines import lines_of, lines_refuse, written_line
from channels.models import ChannelRules, LocalException, Service, ServiceGroup
from channels.selectors import channels_for, channels_for_all, offers_for
from channels.selectors.matrix import matrix, preview
from channels.services.practice import practice_recount
from core.errors import RuleBroken
from tests import factories
from tests.factories import channel_line

pytestmark = pytest.mark.django_db
OLD = {"group": "over_65", "bands": [], "allowed": ["web", "phone", "centre"], "recommended": "phone",
       "fallback": "centre", "why": {"ko": "전화가 편해요.", "en": "A call is easier."}}  # fmt: skip
LOW = OLD | {"group": "", "bands": ["low"], "recommended": "centre", "fallback": "phone"}


@pytest.fixture
def loaded():
    return services.channels_load()


@pytest.fixture
def analysts():
    return [factories.MembershipFactory(analyst=True).user for _n in range(2)]


def tomorrow():
    return timezone.localdate() + dt.timedelta(days=1)


def live(service, lines, analysts, valid_from=None):
    """Written by one person of the ministry and put in force by another."""
    first, second = analysts
    row = services.channel_rules_write(
        service_id=service.pk, lines=lines, valid_from=valid_from or timezone.localdate(), why="시험", by=first
    )
    services.channel_rules_propose(channel_rules_id=row.pk, by=first)
    return services.channel_rules_approve(channel_rules_id=row.pk, by=second)


# --- the catalogue ---


def test_the_shipped_catalogue_loads_twice_without_a_change(loaded):
    again = services.channels_load()
    assert Service.objects.count() >= 40
    assert [report.written for report in again] == [0] * len(again)


def test_every_service_has_rules_in_force_that_the_rules_of_rules_accept(loaded):
    for rules in ChannelRules.objects.all():
        lines_refuse(rules.lines)
    assert ChannelRules.objects.in_force(timezone.localdate()).count() == Service.objects.count()


def test_every_entry_point_of_the_catalogue_is_a_page(loaded):
    known: set[str] = set()

    def walk(resolver, prefix=""):
        for one in resolver.url_patterns:
            if hasattr(one, "url_patterns"):
                walk(one, prefix + (f"{one.namespace}:" if one.namespace else ""))
            elif one.name:
                known.add(prefix + one.name)

    walk(get_resolver())
    assert set(Service.objects.exclude(entry="").values_list("entry", flat=True)) <= known


# --- one person and everybody ---


def test_a_person_of_low_readiness_is_offered_another_way_than_everybody_else(loaded):
    plain, low = factories.JobseekerFactory().person, factories.JobseekerFactory().person
    for person in (plain, low):
        accounts.contact_verify(person=person, kind="email", value=f"p{person.pk}@example.org")
    factories.ReadinessFactory(person=low)
    assert channels_for(plain, "programme_apply").recommended == "web"
    offer = channels_for(low, "programme_apply")
    assert (offer.recommended, offer.fallback) == ("together", "phone")
    assert [way.role for way in offer.ways[:2]] == ["recommended", "fallback"]
    assert offer.reasons == ["직원이 옆에서 함께 신청해 드려요."]


def test_nobody_is_left_with_digital_ways_alone(loaded):
    person = factories.JobseekerFactory().person
    for offer in offers_for(person):
        assert any(not way.is_digital for way in offer.ways), offer.service.code


def answers_agree(people):
    """For everybody at once as for each alone, with the exceptions of their centres; how many an exception moved."""
    asked, rows = channels_for_all()
    whole, moved = {row[0]: row[1:] for row in rows}, 0
    for person in people:
        alone = {offer.service.code: offer for offer in offers_for(person)}
        for one, number in zip(asked, whole[person.pk], strict=True):
            offer = alone[one.rules.service.code]
            assert one.lines[number] == offer.line, offer.service.code
            moved += offer.exception is not None
    return moved


def test_all_at_once_gives_what_each_alone_gets(loaded):
    people = [factories.JobseekerFactory().person for _n in range(6)]
    people[1].birth_date, people[2].language = dt.date(1950, 1, 1), "en"
    people[1].save(), people[2].save()
    factories.ReadinessFactory(person=people[3])
    factories.ReadinessFactory(person=people[4], score=90, base=90, band="high")
    accounts.contact_verify(person=people[5], kind="phone", value="010-1234-5678")
    assert answers_agree(people) == 0


@pytest.mark.parametrize("seed", range(3))
def test_random_people_get_their_centres_exceptions_at_once_as_alone(loaded, seed):
    draw = random.Random(seed)
    managers = [factories.MembershipFactory(manager=True) for _n in range(3)]
    people = [factories.JobseekerFactory(person__birth_date=dt.date(draw.randint(1945, 2005), 1, 1)).person
              for _n in range(12)]  # fmt: skip
    for number, person in enumerate(people):
        if number % 4:
            factories.AssignmentFactory(person=person, organisation=draw.choice(managers).organisation)
        if draw.random() < 0.7:
            accounts.contact_verify(person=person, kind="email", value=f"{seed}-{number}@example.org")
        if draw.random() < 0.5:
            score = draw.randint(0, 100)
            factories.ReadinessFactory(person=person, score=score, base=score, band=str(band_of(score)))
    today = timezone.localdate()
    for manager in managers[:2]:
        for service in draw.sample(list(Service.objects.all()), 25):
            LocalException.objects.create(
                organisation=manager.organisation, service=service, by=manager.user, reason="전산 교체",
                closed=draw.choice(["web", "phone", "video", "together"]), instead="centre", valid_from=today,
                valid_to=today + dt.timedelta(days=9),
            )  # fmt: skip
    assert answers_agree(people) > 0


def test_one_service_for_one_person_costs_one_query(loaded, django_assert_num_queries):
    person = factories.JobseekerFactory().person
    with django_assert_num_queries(1):  # the person's facts, with the rules and the centre's exceptions beside them
        channels_for(person, "programme_apply")


def test_all_services_for_one_person_cost_as_much_as_one(loaded, django_assert_num_queries):
    person = factories.JobseekerFactory().person
    with django_assert_num_queries(1):
        offers_for(person)


# --- versions ---


def test_the_ministry_edits_a_rule_and_the_answer_follows(loaded, analysts):
    person = factories.JobseekerFactory(person__birth_date=dt.date(1950, 1, 1)).person
    accounts.contact_verify(person=person, kind="email", value="old@example.org")
    service = Service.objects.get(code="programme_apply")
    assert channels_for(person, "programme_apply").recommended == "centre"
    live(service, [OLD, channel_line()], analysts)
    assert channels_for(person, "programme_apply").recommended == "phone"


def test_a_version_waits_for_its_day(loaded, analysts):
    person = factories.JobseekerFactory(person__birth_date=dt.date(1950, 1, 1)).person
    accounts.contact_verify(person=person, kind="email", value="old@example.org")
    live(Service.objects.get(code="programme_apply"), [OLD, channel_line()], analysts, valid_from=tomorrow())
    assert channels_for(person, "programme_apply").recommended == "centre"
    assert channels_for(person, "programme_apply", on=tomorrow()).recommended == "phone"


def test_whoever_wrote_a_version_does_not_approve_it(loaded, analysts):
    row = services.channel_rules_write(
        service_id=Service.objects.first().pk, lines=[channel_line()], valid_from=tomorrow(), why="", by=analysts[0]
    )
    services.channel_rules_propose(channel_rules_id=row.pk, by=analysts[0])
    with pytest.raises(PermissionDenied):
        services.channel_rules_approve(channel_rules_id=row.pk, by=analysts[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        ChannelRules.objects.filter(pk=row.pk).update(approved_by=analysts[0])


def test_a_version_sent_back_is_written_again(loaded, analysts):
    service = Service.objects.first()
    row = services.channel_rules_write(
        service_id=service.pk, lines=[channel_line()], valid_from=tomorrow(), why="", by=analysts[0]
    )
    services.channel_rules_propose(channel_rules_id=row.pk, by=analysts[0])
    services.channel_rules_reject(channel_rules_id=row.pk, why="까닭이 없음", by=analysts[1])
    again = services.channel_rules_write(
        service_id=service.pk, lines=[OLD, channel_line()], valid_from=tomorrow(), why="까닭", by=analysts[0]
    )
    assert (again.pk, again.state, again.version) == (row.pk, "draft", 2)


def test_only_the_ministry_writes_rules(loaded):
    counsellor = factories.MembershipFactory(counsellor=True).user
    with pytest.raises(PermissionDenied):
        services.channel_rules_write(
            service_id=Service.objects.first().pk, lines=[channel_line()], valid_from=tomorrow(), why="", by=counsellor
        )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "하나 이상"),
        ([channel_line(bands=["low"])], "마지막 줄"),
        ([channel_line(), channel_line()], "1번째 줄에 집단"),
        ([channel_line(allowed=[])], "받을 수 있는 길"),
        ([channel_line(recommended="post")], "권하는 길"),
        ([channel_line(fallback="web")], "기기가 없어도"),
        ([channel_line(why={"ko": "왜", "en": ""})], "영어"),
    ],
)
def test_a_rule_that_leaves_somebody_without_a_way_is_refused(lines, said):
    written = [written_line(one, {}) for one in lines]
    with pytest.raises(RuleBroken, match=said):
        lines_refuse(written)


def test_the_database_refuses_a_digital_fall_back(loaded):
    with pytest.raises(IntegrityError), transaction.atomic():
        ChannelRules.objects.filter(pk=ChannelRules.objects.first().pk).update(lines=[channel_line(fallback="web")])


def test_a_group_that_changes_later_leaves_versions_in_force_as_they_were(loaded):
    person = factories.JobseekerFactory(person__birth_date=dt.date(1950, 1, 1)).person
    accounts.contact_verify(person=person, kind="email", value="old@example.org")
    before = channels_for(person, "programme_apply").recommended
    ServiceGroup.objects.filter(code="over_65").update(rules={"all": []})
    assert channels_for(person, "programme_apply").recommended == before == "centre"


def test_a_preview_counts_whom_new_lines_change(loaded):
    for year in (1950, 1950, 1990):
        factories.JobseekerFactory(person__birth_date=dt.date(year, 1, 1))
    groups = dict(ServiceGroup.objects.values_list("code", "rules"))
    found = preview(
        lines_of([written_line(OLD, groups), channel_line()]), lines_of([channel_line()]), timezone.localdate()
    )
    assert (found.people, found.changed, found.away_from_digital) == (3, 2, 2)
    assert [(move.before, move.after, move.people) for move in found.moves] == [("web", "phone", 2)]


# --- a centre's exceptions ---


@pytest.fixture
def served():
    manager = factories.MembershipFactory(manager=True)
    person = factories.JobseekerFactory().person
    accounts.contact_verify(person=person, kind="email", value="x@example.org")
    factories.AssignmentFactory(person=person, organisation=manager.organisation)
    return manager, person


def except_web(manager, **more):
    today = timezone.localdate()
    fields = {
        "service_id": Service.objects.get(code="programme_apply").pk, "organisation": manager.organisation,
        "closed": "web", "instead": "centre", "reason": "전산 교체로 온라인 신청을 받지 못해요.", "valid_from": today,
        "valid_to": today + dt.timedelta(days=7), "by": manager.user,
    }  # fmt: skip
    return services.exception_make(**fields | more)


def test_a_centres_exception_holds_for_its_people_and_ends_by_itself(loaded, served):
    manager, person = served
    except_web(manager)
    offer = channels_for(person, "programme_apply")
    assert (offer.recommended, "web" in offer.allowed) == ("centre", False)
    assert "전산 교체" in offer.reasons[1]
    after = timezone.localdate() + dt.timedelta(days=7)
    assert channels_for(person, "programme_apply", on=after).recommended == "web"
    assert channels_for(factories.JobseekerFactory().person, "programme_apply").exception is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"instead": "post", "closed": "post"}, "instead"),
        ({"instead": "web", "closed": "phone"}, "instead"),
        ({"instead": "outreach"}, "instead"),
        ({"reason": "고장"}, "reason"),
        ({"valid_to": dt.date(2100, 1, 1)}, "valid_to"),
        ({"valid_from": dt.date(2020, 1, 1)}, "valid_from"),
    ],
)
def test_what_an_exception_may_not_do_is_refused(loaded, served, more, field):
    with pytest.raises(RuleBroken) as refused:
        except_web(served[0], **more)
    assert refused.value.field == field


def test_only_the_centres_manager_makes_one_and_ends_it(loaded, served):
    manager, person = served
    other = factories.MembershipFactory(counsellor=True, organisation=manager.organisation).user
    with pytest.raises(PermissionDenied):
        except_web(manager, by=other)
    row = except_web(manager)
    with pytest.raises(RuleBroken, match="이미"):
        except_web(manager)
    services.exception_end(exception_id=row.pk, by=manager.user)
    assert channels_for(person, "programme_apply").exception is None


def test_the_database_holds_an_exception_to_three_months(loaded, served):
    row = except_web(served[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalException.objects.filter(pk=row.pk).update(valid_to=row.valid_from + dt.timedelta(days=93))


# --- the ministry's matrix ---


def test_the_matrix_shows_every_service_and_where_practice_departs(loaded):
    service = Service.objects.get(code="programme_apply")
    counsellor = factories.MembershipFactory(counsellor=True)
    for _n in range(6):
        person = factories.JobseekerFactory().person
        accounts.contact_verify(person=person, kind="email", value=f"m{person.pk}@example.org")
        services.contact_note(
            person=person, channel="phone", direction="in", note="application", service=service, by=counsellor.user
        )
    assert practice_recount() == 1
    rows = {row.service.code: row for row in matrix().rows}
    assert len(rows) == Service.objects.count()
    assert (rows["programme_apply"].practice.contacts, rows["programme_apply"].share) == (6, 100)
    assert rows["counselling"].share is None
    assert [row.service.code for row in matrix(departing=True).rows] == ["programme_apply"]
