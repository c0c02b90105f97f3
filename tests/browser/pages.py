"""Every page that answers with HTML: who looks at it, and at which of the site's rows.

The names come from the access table; a page that the table tries only with absent rows has its real ones in `REAL`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Membership, User
from employers.models import Vacancy
from tests.access import ACCESS, ARGS
from tests.browser.rows import REAL
from tests.world import World

SIGN_INS = {
    "jobseeker": "jobseeker", "recruiter": "employer", "counsellor": "counsellor", "analyst": "ministry",
    "caseworker": "caseworker",
}  # fmt: skip
# Pages that look different to each role, or that hold what only that role has.
EACH_ROLE = ("portal:home", "accounts:me", "channels:inbox", "accounts:members", "portal:front")
# Not pages for people.
NOT_PAGES = ("live", "ready", "set_language", "matching:suggest")  # the last is a part of the search page
# allauth's pages in our shell: the access table leaves them to allauth.
ENTRANCE = {
    "anon": ("account_login", "account_signup", "account_reset_password", "account_request_login_code"),
    "jobseeker": ("account_logout", "account_change_password", "account_email", "account_change_phone", "mfa_index",
                  "mfa_activate_totp", "socialaccount_connections"),
    "counsellor": ("mfa_index", "mfa_view_recovery_codes", "mfa_reauthenticate"),
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """A page in the eyes of one role."""

    name: str
    role: str
    address: str

    @property
    def answers(self) -> set[int]:
        """A page that says what is wrong is looked at as well, where the access table lets it."""
        row = ACCESS.get(self.name, {}).get(self.role)
        return {200} | (row & {422} if isinstance(row, set) else set())


def world_of(emails: dict[str, str]) -> World:
    """The demonstration's people in the shape that the access table's arguments are made from."""
    users = {role: User.objects.get(email=emails[sign_in]) for role, sign_in in SIGN_INS.items()}
    held = {role: Membership.objects.current().get(user=user) for role, user in users.items() if role != "jobseeker"}
    own = Vacancy.objects.filter(employer__organisation=held["recruiter"].organisation)
    vacancy = own.filter(state="published").order_by("-applications__created_at").first() or own.first()
    assert vacancy is not None, "the demonstration's employer has no vacancy"
    return World(users["jobseeker"].person.jobseeker, vacancy=vacancy, **held)


def looks(world: World) -> list[Look]:
    return list(dict.fromkeys([*_tabled(world), *_real(world), *_entrance()]))


def _tabled(world: World) -> Iterator[Look]:
    for name, row in ACCESS.items():
        open_to = [
            role
            for role in ("anon", *SIGN_INS)
            if row[role] == 200 or (isinstance(row[role], set) and 200 in row[role])
        ]
        if name in NOT_PAGES or not open_to:
            continue
        address = reverse(name, kwargs=ARGS[name](world) if name in ARGS else None)
        for role in open_to if name in EACH_ROLE else open_to[:1]:
            yield Look(name, role, address)


def _real(world: World) -> Iterator[Look]:
    for name, role, rows in REAL:
        for arguments, query in rows(world):
            yield Look(name, role, reverse(name, kwargs=arguments) + query)


def _entrance() -> Iterator[Look]:
    for role, names in ENTRANCE.items():
        for name in names:
            yield Look(name, role, reverse(name))
