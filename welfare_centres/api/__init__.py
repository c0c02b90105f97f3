"""What other systems may read and do, with the same rights as on the pages: each part registers its own."""

from rest_framework.routers import SimpleRouter

from welfare_centres.api import cases, meetings, referrals


def register(router: SimpleRouter) -> None:
    cases.register(router)
    meetings.register(router)
    referrals.register(router)
