"""Booking, one question a page: what for, how, when, check. Each answer stands in the address, so that the back
button takes it back; a person books for themselves, staff for somebody on the telephone or beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.decorators import side_required
from accounts.models import Person, User
from accounts.services import access_note
from core.errors import RuleBroken
from welfare_centres.forms.booking import BookForm, HowForm, is_channel, slot_of, type_of
from welfare_centres.models import Appointment, AppointmentType, Centre, Channel, How
from welfare_centres.policies import meetings as policies
from welfare_centres.selectors import meetings as selectors
from welfare_centres.selectors.slots import Wish, by_day, by_time, free_slots
from welfare_centres.services import appointments as services
from welfare_centres.services.holding import SlotTaken

DAYS = 14
Book = Callable[[User, dt.datetime, dict[str, Any]], Appointment]  # what was written in the form comes last


@dataclass(frozen=True, slots=True)
class Booker:
    """Who is booked for, by whom, and where."""

    user: User
    person: Person | None
    centre: Centre | None
    address: str
    skips: int = 0  # questions that are answered before they begin

    @property
    def own(self) -> bool:
        return self.person is None or self.user.person_id == self.person.pk

    @property
    def shell(self) -> str:
        return "base.html" if self.own else "staff.html"

    @property
    def name(self) -> str:
        return "" if self.own or self.person is None else self.person.name


@side_required("jobseeker")
def book(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    booker = Booker(user, user.person, selectors.centre_of(user.person), reverse("welfare_centres:book"))
    return _step(request, booker)


@side_required("centre", "agency")
def book_for(request: HttpRequest, public_id: UUID) -> HttpResponse:
    user: Any = request.user
    person = get_object_or_404(policies.bookable_people(user), public_id=public_id)
    access_note(
        actor=user,
        organisation=request.acting.organisation,
        person=person,
        what="appointment",
        purpose="counselling",  # type: ignore[attr-defined]
    )
    address = reverse("welfare_centres:book_for", args=[person.public_id])
    return _step(request, Booker(user, person, _centre(user, person), address))


def _centre(user: User, person: Person) -> Centre | None:
    """Where the user receives people: the person's centre if it is one of those."""
    centres = list(policies.centres_of(user).select_related("organisation"))
    held = selectors.centre_of(person)
    return held if held in centres else next(iter(centres), None)


def _step(request: HttpRequest, booker: Booker) -> HttpResponse:
    """The first question that has no answer yet."""
    asked = request.GET
    kinds = selectors.types_for(by_person=booker.own)
    kind = type_of(asked.get("type", ""), kinds)
    if booker.centre is None or kind is None:
        return page(request, booker, "what", kinds=kinds)
    ways = selectors.channels_for(kind, booker.person, own=booker.own)
    channel = asked.get("channel", "")
    if not is_channel(channel, ways.choices):
        form = HowForm(asked if "channel" in asked else None, channels=ways.choices, why=ways.why)
        return page(request, booker, "how", kind=kind, form=form)
    wish = wish_of(asked, booker, kind, channel)
    if slot_of(asked.get("slot", "")) is None:
        return page(request, booker, "when", kind=kind, channel=channel, **times(request, booker, wish))
    return _check(request, booker, wish)


def wish_of(asked: Any, booker: Booker, kind: AppointmentType, channel: str, *, but_for: int | None = None) -> Wish:
    assert booker.centre is not None
    first = day_of(asked.get("from", ""))
    return Wish(
        type=kind, channel=channel, centre_id=booker.centre.pk, first=first, last=first + dt.timedelta(days=DAYS - 1),
        not_before=services.earliest(How.SELF if booker.own else How.STAFF), language=asked.get("language", ""),
        accessible="accessible" in asked, person_id=booker.person.pk if booker.person else None,
        but_for=but_for,
    )  # fmt: skip


def day_of(text: str, *, past: bool = False) -> dt.date:
    """The day an address names; today for none, and for one that is past where that says nothing."""
    today = timezone.localdate()
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return today
    return day if past else max(day, today)


def times(request: HttpRequest, booker: Booker, wish: Wish) -> dict[str, Any]:
    """Free times of two weeks: one's own counsellor's first, those of everyone who can when asked for or else."""
    held = None if wish.with_id else selectors.counsellor_of(booker.person)  # the three meet at the other body's
    counsellor = held.counsellor if held else None
    free = free_slots(wish)
    mine = [slot for slot in free if counsellor and slot.staff_id == counsellor.pk]
    who = request.GET.get("who") or ("mine" if mine else "all")
    shown = by_day(mine if who == "mine" else by_time(free, first=counsellor.pk if counsellor else None))
    day = day_of(request.GET.get("day", ""))
    day = day if day in shown else next(iter(shown), day)
    return {
        "counsellor": counsellor, "who": who, "days": {one: len(slots) for one, slots in shown.items()}, "day": day,
        "slots": shown.get(day, []), "earlier": _moved(wish.first, -DAYS), "later": _moved(wish.first, DAYS),
        "first": wish.first, "last": wish.last,
    }  # fmt: skip


def _moved(first: dt.date, days: int) -> str:
    day = first + dt.timedelta(days=days)
    return "" if first <= timezone.localdate() and days < 0 else f"{max(day, timezone.localdate())}"


def _check(request: HttpRequest, booker: Booker, wish: Wish) -> HttpResponse:
    def book(staff: User, at: dt.datetime, given: dict[str, Any]) -> Appointment:
        assert booker.person is not None
        return services.appointment_book(
            by=booker.user, person_id=booker.person.pk, type_id=wish.type.pk, centre_id=wish.centre_id,
            staff_id=staff.pk, channel=wish.channel, starts_at=at, language=wish.language,
            accessible=wish.accessible, **given,
        )  # fmt: skip

    return check(request, booker, wish, book)


def check(request: HttpRequest, booker: Booker, wish: Wish, book: Book, **more: Any) -> HttpResponse:
    """The last question; a yes does the booking."""
    asked = request.GET["slot"]
    form = BookForm(request.POST or None, slot=asked, own=booker.own, visits_home=wish.channel == "home_visit")
    wanted = request.POST.get("slot", asked)
    form.allow(wanted)
    if request.method == "POST" and form.is_valid() and (row := attempt(form, book)) is not None:
        return _done(request, booker, row)
    context = {"kind": wish.type, "channel": wish.channel, "form": form, "chosen": chosen(wanted) or chosen(asked)}
    return page(request, booker, "check", status=422 if form.errors else 200, **context, **more)


def attempt(form: BookForm, book: Book) -> Appointment | None:
    """The appointment; or nothing, and the form says why and offers the next free times."""
    given = {"how": How.SELF} | form.cleaned_data
    found = slot_of(given.pop("slot"))
    staff = User.objects.filter(public_id=found[0]).first() if found else None
    if found is None or staff is None:
        form.add_error(None, _("이 시간을 찾지 못했어요. 시간을 다시 골라 주세요."))
        return None
    try:
        return book(staff, found[1], given)
    except SlotTaken as exc:
        form.offer(exc.offers)
        form.add_error("slot", str(exc))
    except RuleBroken as exc:
        form.add_error(exc.field if exc.field in form.fields else None, str(exc))
    return None


def chosen(key: str) -> dict[str, Any] | None:
    """Day, time and staff of a slot's key, for people to read."""
    found = slot_of(key)
    staff = User.objects.filter(public_id=found[0]).first() if found else None
    return {"starts_at": found[1], "staff": staff} if found and staff else None


def _done(request: HttpRequest, booker: Booker, row: Appointment) -> HttpResponse:
    if not booker.own:
        messages.success(request, _("예약함. 본인에게 알림을 보냄"))
    return redirect(f"{reverse('welfare_centres:appointment', args=[row.public_id])}?booked=1")


def page(request: HttpRequest, booker: Booker, step: str, status: int = 200, **context: Any) -> HttpResponse:
    kept = {key: value for key, value in request.GET.items() if key in KEPT}
    numbers = {"what": 1, "how": 2, "when": 3, "check": 4}
    context["channel_label"] = Channel(context["channel"]).label if "channel" in context else ""
    context |= {"booker": booker, "step": step, "number": numbers[step], "kept": kept, "with_": _with(booker, kept)}
    return render(request, f"welfare_centres/book_{step}.html", context, status=status)


KEPT = ("type", "channel", "language", "accessible", "from", "day", "who", "slot")


def _with(booker: Booker, kept: dict[str, str]) -> Any:
    """The address of a step with other answers; one that is None is taken back."""

    def address(**answers: Any) -> str:
        values = {key: value for key, value in (kept | answers).items() if value not in (None, "")}
        return f"{booker.address}?{urlencode(values)}" if values else booker.address

    return address
