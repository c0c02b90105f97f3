"""What this room clears away, and after how long (registered in `apps.py`)."""

import datetime as dt

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessLog, Assignment, Invitation, Person, RightsRequest, User
from accounts.retaining import register_retention
from accounts.services.erasure import person_erase, user_empty

BATCH = 500


def unverified_users(before: dt.datetime) -> int:
    """Signed up, never shown to own the address: gone, with the person they said to be."""
    never = User.objects.filter(
        Q(emailaddress__verified=False) | Q(phone__isnull=False),
        date_joined__lt=before, last_login=None, phone_verified=False, memberships=None, is_active=True,
    ).exclude(emailaddress__verified=True)  # fmt: skip
    count = 0
    for user in never.exclude(is_superuser=True).select_related("person").distinct()[:BATCH]:
        if user.person is not None:
            person_erase(person=user.person, by=None, why="never verified")
        else:
            with transaction.atomic():
                user_empty(user)
        count += 1
    return count


def unused_people(before: dt.datetime) -> int:
    """Nothing heard of them for years: neither a sign-in nor a counsellor nor a change."""
    looked_after = Assignment.objects.filter(person=OuterRef("pk"), until=None)
    looked_at = AccessLog.objects.filter(person=OuterRef("pk"), at__gte=before)
    silent = Person.objects.live().filter(~Exists(looked_after), ~Exists(looked_at), updated_at__lt=before)
    people = list(silent.exclude(user__last_login__gte=before)[:BATCH])
    for person in people:
        person_erase(person=person, by=None, why="retention")
    return len(people)


def access_log(before: dt.datetime) -> int:
    return AccessLog.objects.filter(at__lt=before).delete()[0]


def invitations(before: dt.datetime) -> int:
    return Invitation.objects.filter(expires_at__lt=before, accepted_at=None).delete()[0]


def rights_requests(before: dt.datetime) -> int:
    old = RightsRequest.objects.filter(answered_at__lt=before).exclude(text="", answer="")
    return old.update(text="", answer="")


def sessions(before: dt.datetime) -> int:
    return Session.objects.filter(expire_date__lt=before).delete()[0]


def register() -> None:
    law = _("개인정보 보호법 제21조")
    register_retention(
        key="accounts.unverified_users", days=7, what=_("확인하지 않은 가입"), ground=law, broom=unverified_users
    )
    register_retention(
        key="accounts.unused_people", days=3 * 365, what=_("오래 쓰지 않은 회원"), ground=law, broom=unused_people
    )
    register_retention(
        key="accounts.access_log", days=2 * 365, what=_("열람 기록"),
        ground=_("개인정보의 안전성 확보조치 기준(2년 이상)"), broom=access_log,
    )  # fmt: skip
    register_retention(
        key="accounts.invitations", days=30, what=_("받아들이지 않은 초대"), ground=law, broom=invitations
    )
    register_retention(
        key="accounts.rights_requests", days=3 * 365, what=_("권리 요청의 글"), ground=law, broom=rights_requests
    )
    register_retention(key="accounts.sessions", days=1, what=_("끝난 접속"), ground=law, broom=sessions)
