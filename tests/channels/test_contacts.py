"""One log of contacts across all channels, what they cost, and who may read it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import services as accounts
from accounts.models import AccessGrant
from channels import services
from channels.models import Contact
from channels.selectors.indicators import indicators
from channels.services.contacts import contact_note
from core.errors import RuleBroken
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return factories.MembershipFactory(counsellor=True)


@pytest.fixture
def user(staff):
    user = factories.UserFactory(as_person=True)
    factories.AssignmentFactory(person=user.person, organisation=staff.organisation, counsellor=staff.user)
    return user


def call(user, staff, **more):
    fields = {"channel": "phone", "direction": "out", "note": "advice", "service": None, "minutes": 7}
    return services.contact_write(person=user.person, by=staff.user, organisation=staff.organisation, **fields | more)


def test_an_email_that_left_is_a_contact_once(user):
    accounts.contact_verify(person=user.person, kind="email", value="c@example.org")
    services.channels_load()
    context = {"work": "보고서", "title": "용접", "link": "/x/"}
    rows = services.queue(dedupe_key="k", to=user.person, template="coursework_new", context=context)
    email = next(row for row in rows if row.medium == "email")
    services.message_deliver(message_id=email.pk)
    contact = Contact.objects.get()
    assert (contact.channel, contact.direction, contact.service.code) == ("email", "out", "coursework")
    contact_note(person=user.person, channel="email", direction="out", note="message", source=contact.source)
    assert Contact.objects.count() == 1


def test_news_read_on_the_site_is_a_contact_and_unread_is_none(client, user):
    rows = services.queue(
        dedupe_key="k", to=user.person, template="rights_answered", context={"kind": "정정", "granted": True}
    )
    assert Contact.objects.count() == 0
    client.force_login(user)
    client.get(reverse("channels:message", args=[rows[0].public_id]))
    assert (Contact.objects.get().channel, Contact.objects.get().note) == ("web", "read")


def test_the_counsellor_writes_a_call_and_others_do_not(user, staff):
    assert call(user, staff).minutes == 7
    with pytest.raises(PermissionDenied):
        call(user, factories.MembershipFactory(counsellor=True))
    with pytest.raises(RuleBroken):
        call(user, staff, minutes=601)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(person=user.person, channel="phone", direction="in", note="advice")


def test_who_may_read_the_log(user, staff):
    call(user, staff)
    stranger, granted = (factories.MembershipFactory(counsellor=True) for _n in range(2))
    AccessGrant.objects.create(
        person=user.person, organisation=granted.organisation, scope="file", ground="consent", purpose="함께 돕기",
        source="test:1",
    )  # fmt: skip
    seen = [Contact.objects.visible_to(one).count() for one in (user, staff.user, granted.user, stranger.user)]
    assert seen == [1, 1, 1, 0]


@pytest.mark.parametrize("rows", [1, 15])
def test_the_history_costs_the_same_for_any_number(client, user, staff, rows, django_assert_num_queries):
    for _n in range(rows):
        call(user, staff)
    client.force_login(user)
    client.get(reverse("channels:history"))
    with django_assert_num_queries(8):  # session, user, person, memberships, count, rows, acts, sessions
        client.get(reverse("channels:history"))


def test_opening_a_persons_channels_is_logged_and_shown(client, user, staff):
    client.force_login(staff.user)
    client.get(reverse("channels:person", args=[user.person.public_id]))
    assert user.person.access_log.get().what == "channels"


def test_costs_and_shares_by_group_hide_the_few(staff):
    services.channels_load()
    for _n in range(6):
        person = factories.PersonFactory()
        contact_note(
            person=person, channel="phone", direction="in", note="advice", by=staff.user, minutes=10,
            at=timezone.now(),
        )  # fmt: skip
        contact_note(person=person, channel="sms", direction="out", note="message", source=f"t:{person.pk}")
    lone = factories.PersonFactory(birth_date=timezone.localdate().replace(year=1950))
    contact_note(person=lone, channel="phone", direction="in", note="advice", by=staff.user)
    found = indicators()
    adults = next(row for row in found.rows if row.people == 6)
    assert (adults.total, adults.digital_share) == (12, 50)
    assert adults.cost == 6 * (150 + 520 * 10) + 6 * 28
    assert next(row for row in found.rows if row.people == 1).digital_share is None


def test_the_ministrys_page_and_its_file_say_the_same(client, staff):
    services.channels_load()
    for _n in range(6):
        contact_note(person=factories.PersonFactory(), channel="centre", direction="in", note="advice", by=staff.user)
    client.force_login(factories.MembershipFactory(analyst=True).user)
    page = client.get(reverse("channels:practice")).content.decode()
    rows = client.get(reverse("channels:practice_csv")).content.decode().splitlines()
    assert "센터 방문" in page
    assert rows[-1].split(",")[1] == "6"
