"""Letters and text messages as equal ways: chosen, printed once, posted, and every template in every medium."""

import io
import re

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from accounts import services as accounts
from channels import services
from channels.letter_pdf import letters_pdf
from channels.models import HelpRequest, LetterBatch, Message, ReadingNeeds
from channels.rendering import render
from channels.services import delivery
from channels.told import templates
from channels.transports.wording import LONGEST, as_email, as_text, size
from core.errors import RuleBroken
from tests import factories
from tests.accounts.conftest import at_once

pytestmark = pytest.mark.django_db
ADDRESS = "경기도 수원시 장안구 정조로 940, 101동 1203호"


@pytest.fixture
def staff():
    return factories.MembershipFactory(counsellor=True)


@pytest.fixture
def person(staff):
    person = factories.PersonFactory(name="박순자")
    accounts.contact_verify(person=person, kind="email", value="s@example.org")
    accounts.contact_add(person=person, kind="post", value=ADDRESS)
    ReadingNeeds.objects.create(person=person, medium="letter")
    factories.AssignmentFactory(person=person, organisation=staff.organisation, counsellor=staff.user)
    return person


def write(person, key="k1"):
    context = {"kind": "정정", "granted": True, "link": "/me/rights/"}
    return services.queue(dedupe_key=key, to=person, template="rights_answered", context=context)


def test_whoever_chose_letters_gets_letters(person):
    assert {row.medium for row in write(person)} == {"in_app", "letter"}


@pytest.mark.parametrize("medium", ["email", "sms"])
def test_whoever_chose_another_medium_gets_that(person, medium):
    accounts.contact_verify(person=person, kind="phone", value="010-1234-5678")
    ReadingNeeds.objects.update(medium=medium)
    assert {row.medium for row in write(person)} == {"in_app", medium}


def test_a_chosen_medium_without_an_address_falls_back_to_what_there_is(person):
    ReadingNeeds.objects.update(medium="sms")
    assert {row.medium for row in write(person)} == {"in_app", "email"}


def test_the_channel_rule_of_messages_says_when_letters_come_first(person):
    services.channels_load()
    ReadingNeeds.objects.all().delete()
    assert {row.medium for row in write(person, "a")} == {"in_app", "email"}
    factories.ReadinessFactory(person=person)
    assert {row.medium for row in write(person, "b")} == {"in_app", "letter"}


def test_the_worker_leaves_letters_alone(person):
    letter = next(row for row in write(person) if row.medium == "letter")
    assert delivery.message_deliver(message_id=letter.pk) is False
    assert letter.pk not in delivery.sweep()


def test_a_batch_is_printed_once_and_posted(person, staff):
    write(person)
    batch = services.letters_print(organisation=staff.organisation, by=staff.user)
    with pytest.raises(RuleBroken):
        services.letters_print(organisation=staff.organisation, by=staff.user)
    services.letters_posted(batch_id=batch.pk, by=staff.user)
    letter = Message.objects.get(medium="letter")
    assert (letter.state, letter.claim, batch.count) == ("sent", None, 1)
    assert person.contacts.get().channel == "post"
    with pytest.raises(RuleBroken):
        services.letters_posted(batch_id=batch.pk, by=staff.user)


def test_a_batch_given_back_waits_again(person, staff):
    write(person)
    batch = services.letters_print(organisation=staff.organisation, by=staff.user)
    services.letters_given_back(batch_id=batch.pk, by=staff.user)
    again = services.letters_print(organisation=staff.organisation, by=staff.user)
    assert (again.pk != batch.pk, again.count) == (True, 1)


def test_a_letter_in_print_is_not_swept_back(person, staff, settings):
    write(person)
    services.letters_print(organisation=staff.organisation, by=staff.user)
    settings.OUTBOX_CLAIM_SECONDS = -60
    delivery.sweep()
    assert Message.objects.get(medium="letter").state == "sending"


def test_another_centre_prints_none_of_them(person):
    other = factories.MembershipFactory(counsellor=True)
    write(person)
    with pytest.raises(RuleBroken):
        services.letters_print(organisation=other.organisation, by=other.user)
    with pytest.raises(PermissionDenied):
        services.letters_print(organisation=other.organisation, by=factories.UserFactory())


def test_the_address_stands_in_the_window_of_the_envelope(person):
    letter = next(row for row in write(person) if row.medium == "letter")
    page = PdfReader(io.BytesIO(letters_pdf([letter]))).pages[0]
    found: list[tuple[float, float]] = []

    def visit(text, cm, tm, _font, _size):
        if "정조로" in text or "박순자" in text:
            x, y = (tm[4] * cm[at] + tm[5] * cm[at + 2] + cm[at + 4] for at in (0, 1))
            found.append((x / 72 * 25.4, (842 - y) / 72 * 25.4))

    page.extract_text(visitor_text=visit)
    assert found
    assert all(19.9 <= x <= 110 and 45 <= y <= 76 for x, y in found), found


def test_the_counter_downloads_the_batch_as_one_file(client, person, staff):
    write(person, "a"), write(person, "b")
    client.force_login(staff.user)
    client.post(reverse("channels:letters"))
    batch = LetterBatch.objects.get()
    answer = client.get(reverse("channels:letters_file", args=[batch.public_id]))
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 2
    client.post(reverse("channels:letters_settle", args=[batch.public_id]), {"action": "posted"})
    assert Message.objects.filter(medium="letter", state="sent").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_print_at_once_take_each_letter_once(person, staff):
    for number in range(6):
        write(person, f"k{number}")
    at_once(*[lambda: services.letters_print(organisation=staff.organisation, by=staff.user)] * 2)
    letters = list(Message.objects.filter(medium="letter"))
    assert {letter.state for letter in letters} == {"sending"}
    assert sum(batch.count for batch in LetterBatch.objects.all()) == 6 == len(letters)


# --- every template in every medium ---


class Anything(dict):
    """A context that has a value for whatever a template asks."""

    def __missing__(self, key):
        return "무엇"


def test_every_template_is_in_the_list_of_what_is_told_and_none_is_missing():
    there = {path.name.split(".")[0] for path in (settings.BASE_DIR / "templates/channels/messages").glob("*.ko.txt")}
    assert there == set(templates())


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("template", sorted(templates()))
def test_every_template_can_be_told_in_every_medium(template, language):
    path = settings.BASE_DIR / f"templates/channels/messages/{template}.{language}.txt"
    source = re.sub(r"{{[^}]*}}", "무엇", re.sub(r"{%[^%]*%}", "", path.read_text(encoding="utf-8")))
    subject, _newline, body = source.strip().partition("\n")
    reader = factories.PersonFactory.build(language=language)
    message = Message(person=reader, subject=subject, body=body, template=template, link="/x/", address=ADDRESS)
    assert subject in as_email(message)["Subject"]
    text = as_text(message)
    assert subject in text
    assert "1350" in text
    assert size(text) <= LONGEST
    assert len(PdfReader(io.BytesIO(letters_pdf([message]))).pages) == 1


def test_a_long_text_message_is_cut_at_a_word_and_keeps_the_number_to_call():
    message = Message(subject="아주 긴 제목 " * 300, body="글", link="/x/")
    text = as_text(message)
    assert size(text) <= LONGEST
    assert text.endswith("1350")
    assert "… " in text


def test_rendering_is_what_the_walk_reads():
    subject, body = render("coursework_new", "ko", {"work": "보고서", "title": "용접", "link": "/x/"})
    assert "보고서" in subject
    assert body


# --- what comes back ---


@pytest.fixture
def posted(person, staff):
    write(person)
    services.letters_posted(batch_id=services.letters_print(organisation=staff.organisation, by=staff.user).pk,
                            by=staff.user)  # fmt: skip
    return Message.objects.get(medium="letter")


def test_a_letter_that_comes_back_doubts_the_address_and_asks_the_counsellor_to_call(person, staff, posted):
    services.letter_returned(message_id=posted.pk, by=staff.user, reason="moved")
    posted.refresh_from_db()
    assert (posted.state, posted.error) == ("returned", "moved")
    assert person.contact_points.get(kind="post").doubtful_at is not None
    (call,) = HelpRequest.objects.visible_to(staff.user).open()
    assert (call.kind, posted.subject in call.note) == ("tell", True)


def test_nothing_more_goes_to_a_doubtful_address_until_it_is_told_again(person, staff, posted):
    services.letter_returned(message_id=posted.pk, by=staff.user, reason="unknown")
    assert {row.medium for row in write(person, "later")} == {"in_app", "email"}
    accounts.contact_add(person=person, kind="post", value=ADDRESS)
    assert {row.medium for row in write(person, "again")} == {"in_app", "letter"}


@pytest.mark.parametrize(("reason", "words"), [("", ""), ("bored", ""), ("other", " ")])
def test_a_return_says_why(staff, posted, reason, words):
    with pytest.raises(RuleBroken) as refused:
        services.letter_returned(message_id=posted.pk, by=staff.user, reason=reason, words=words)
    assert refused.value.field == "reason"


def test_a_letter_comes_back_once_and_to_the_centre_that_posted_it(staff, posted):
    other = factories.MembershipFactory(counsellor=True)
    with pytest.raises(PermissionDenied):
        services.letter_returned(message_id=posted.pk, by=other.user, reason="moved")
    services.letter_returned(message_id=posted.pk, by=staff.user, reason="moved")
    with pytest.raises(RuleBroken):
        services.letter_returned(message_id=posted.pk, by=staff.user, reason="moved")
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=posted.pk).update(error="")


def test_staff_find_the_letter_by_the_name_on_the_envelope(client, person, staff, posted):
    client.force_login(staff.user)
    address = f"{reverse('channels:letters_returned')}?q={person.name}"
    assert ADDRESS in client.get(address).content.decode()
    assert client.post(address, {"letter": posted.public_id}).status_code == 422
    client.post(address, {"letter": posted.public_id, "reason": "absent"})
    posted.refresh_from_db()
    assert posted.state == "returned"
    client.force_login(factories.MembershipFactory(counsellor=True).user)
    assert ADDRESS not in client.get(address).content.decode()
