"""Acting on behalf: staff beside the person, a family member with limits; every deed marked and shown."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from accounts.services.merging import merge_undo, person_merge
from channels import deeds, services
from channels.models import AssistedSession, BehalfAct, HelpRequest, Proxy
from channels.services.assisted import (
    assisted_begin,
    assisted_end,
    assisted_prolong,
    assisted_sweep,
    proxy_ask,
    proxy_decide,
    proxy_end,
)
from core.errors import RuleBroken
from core.models import Event
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return factories.MembershipFactory(counsellor=True)


@pytest.fixture
def person(staff):
    """Registered at the counter: no user, no way to sign in."""
    person = factories.PersonFactory(name="박순자")
    factories.AssignmentFactory(person=person, organisation=staff.organisation, counsellor=staff.user)
    return person


def begin(person, staff, **more):
    fields = {"authority": "spoken", "place": "beside", "purpose": "전화해 달라고 부탁하기"}
    return assisted_begin(person=person, by=staff.user, organisation=staff.organisation, **fields | more)


@pytest.fixture
def acting(client, person, staff):
    """The counsellor's browser, acting for the person."""
    client.force_login(staff.user)
    said = {"authority": "spoken", "place": "beside", "purpose": "도움 청하기"}
    assert client.post(reverse("channels:assist", args=[person.public_id]), said).status_code == 302
    return client


def test_every_page_of_the_list_exists():
    known: set[str] = set()

    def walk(resolver, prefix=""):
        for one in resolver.url_patterns:
            if hasattr(one, "url_patterns"):
                walk(one, prefix + (f"{one.namespace}:" if one.namespace else ""))
            elif one.name:
                known.add(prefix + one.name)

    walk(get_resolver())
    assert known >= deeds.ALL


def test_no_page_of_the_account_itself_is_in_the_list():
    own = ("account", "mfa", "socialaccount", "channels:prox", "channels:behalf")
    assert [name for name in deeds.ALL if name.startswith(own)] == []


def test_what_staff_do_beside_the_person_is_the_persons_marked_and_shown(acting, person, staff):
    acting.post(reverse("channels:ask"), {"channel": "phone"})
    row = HelpRequest.objects.get(person=person)
    event = Event.objects.get(verb="help.asked")
    assert event.actor.person == person
    assert event.data["on_behalf"]["by"] == staff.user.pk
    act = BehalfAct.objects.get()
    assert (act.person, act.by, act.deed, row.kind) == (person, staff.user, "channels:ask", "callback")
    page = acting.get(reverse("channels:ways")).content.decode()
    assert "박순자 님을 대신하는 중" in page


def test_the_bar_stands_on_the_staffs_own_pages_too(acting):
    page = acting.get(reverse("channels:requests")).content.decode()
    assert "박순자 님을 대신하는 중" in page


def test_what_is_not_in_the_list_stays_the_staffs_own(acting, person, staff):
    page = acting.get(reverse("accounts:me"))
    assert page.wsgi_request.user == staff.user
    assert acting.get(reverse("channels:proxies")).status_code == 403
    acting.post(reverse("channels:read_all"))
    assert BehalfAct.objects.count() == 0


def test_anothers_row_stays_absent_while_acting(acting):
    other = services.help_ask(person=factories.PersonFactory(), kind="visit", by=factories.UserFactory())
    assert acting.post(reverse("channels:ask_withdraw", args=[other.public_id])).status_code == 403
    assert acting.get(reverse("channels:person", args=[other.person.public_id])).status_code == 404


def test_it_ends_by_the_clock(acting, person):
    now = timezone.now()
    AssistedSession.objects.update(since=now - dt.timedelta(hours=2), until=now - dt.timedelta(minutes=1))
    page = acting.get(reverse("channels:ways"))
    assert page.status_code == 403
    assert assisted_sweep() == 1
    assert person.contacts.get().minutes == 119


def test_it_ends_by_hand_and_leaves_a_contact(acting, person):
    acting.post(reverse("channels:behalf_end"))
    assert AssistedSession.objects.get().ended_at is not None
    assert person.contacts.get().channel == "together"
    assert acting.get(reverse("channels:ways")).status_code == 403


def test_signed_out_nobody_acts_for_anybody(acting, client):
    client.logout()
    assert client.get(reverse("channels:ways")).status_code == 302


def test_only_whoever_looks_after_the_person_begins(person):
    other = factories.MembershipFactory(counsellor=True)
    with pytest.raises(PermissionDenied):
        begin(person, other)


def test_a_paper_is_not_seen_over_the_phone(person, staff):
    with pytest.raises(RuleBroken) as refused:
        begin(person, staff, authority="paper", place="phone")
    assert refused.value.field == "authority"


def test_a_second_session_ends_the_first_and_two_hours_are_the_most(person, staff):
    first, second = begin(person, staff), begin(person, staff)
    first.refresh_from_db()
    assert first.ended_at is not None
    for _n in range(2):
        assisted_prolong(session_id=second.pk, by=staff.user)
    with pytest.raises(RuleBroken):
        assisted_prolong(session_id=second.pk, by=staff.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        AssistedSession.objects.filter(pk=second.pk).update(until=second.since + dt.timedelta(hours=3))
    assisted_end(session_id=second.pk, by=staff.user)


def test_by_the_stand_in_nobody_signs_in_and_a_real_user_takes_its_place_when_merged(person, staff):
    begin(person, staff)
    stand_in = User.objects.get(person=person)
    assert (stand_in.is_active, stand_in.has_usable_password()) == (False, False)
    real = factories.UserFactory(as_person=True)
    manager = factories.MembershipFactory(ministry_admin=True)
    merge = person_merge(kept=person, merged=real.person, by=manager.user)
    real.refresh_from_db()
    assert (real.person, real.is_active) == (person, True)
    merge_undo(merge=merge, by=manager.user)
    real.refresh_from_db(), stand_in.refresh_from_db()
    assert (real.person == person, stand_in.person) == (False, person)


# --- a proxy ---


@pytest.fixture
def daughter():
    return factories.UserFactory(as_person=True)


def ask(person, daughter, by, **more):
    today = timezone.localdate()
    fields = {"relation": "family", "scopes": ["help"], "until": today + dt.timedelta(days=30)}
    return proxy_ask(person=person, proxy_address=daughter.email, by=by, **fields | more)


@pytest.fixture
def proxy(person, daughter, staff):
    row = ask(person, daughter, staff.user)
    return proxy_decide(proxy_id=row.pk, approve=True, proof="가족관계증명서", by=staff.user)


def test_a_proxy_acts_only_in_what_was_named(client, person, daughter, proxy):
    client.force_login(daughter)
    client.post(reverse("channels:proxy_act", args=[proxy.public_id]))
    client.post(reverse("channels:ask"), {"channel": "phone"})
    assert HelpRequest.objects.get().person == person
    assert BehalfAct.objects.get().proxy == proxy
    assert client.get(reverse("channels:inbox")).wsgi_request.user == daughter


def test_until_staff_have_seen_the_paper_it_does_not_hold(client, person, daughter, staff):
    row = ask(person, daughter, staff.user)
    client.force_login(daughter)
    assert client.post(reverse("channels:proxy_act", args=[row.public_id])).status_code == 404
    with pytest.raises(RuleBroken):
        proxy_decide(proxy_id=row.pk, approve=True, proof="", by=staff.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proxy.objects.filter(pk=row.pk).update(state="approved")


def test_it_ends_at_once_in_the_middle(client, person, daughter, proxy, staff):
    client.force_login(daughter)
    client.post(reverse("channels:proxy_act", args=[proxy.public_id]))
    proxy_end(proxy_id=proxy.pk, by=staff.user)
    client.post(reverse("channels:ask"), {"channel": "phone"})
    assert HelpRequest.objects.get().person == daughter.person


def test_it_ends_on_its_day(client, daughter, proxy):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Proxy.objects.filter(pk=proxy.pk).update(since=yesterday, until=yesterday)
    client.force_login(daughter)
    assert client.post(reverse("channels:proxy_act", args=[proxy.public_id])).status_code == 404


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"scopes": ["money"]}, "scopes"),
        ({"scopes": []}, "scopes"),
        ({"until": dt.date(2100, 1, 1)}, "until"),
    ],
)
def test_what_cannot_be_given_is_refused(person, daughter, staff, more, field):
    with pytest.raises(RuleBroken) as refused:
        ask(person, daughter, staff.user, **more)
    assert refused.value.field == field


def test_the_person_sees_who_acted_and_under_what(client, daughter, proxy):
    me = factories.UserFactory(as_person=True)
    staff = factories.MembershipFactory(counsellor=True)
    factories.AssignmentFactory(person=me.person, organisation=staff.organisation, counsellor=staff.user)
    row = begin(me.person, staff)
    BehalfAct.objects.create(session=row, person=me.person, by=staff.user, deed="matching:apply", status=302)
    client.force_login(me)
    page = client.get(reverse("channels:history")).content.decode()
    assert staff.user.display_name in page
    assert "일자리 찾고 지원하기" in page
