"""The room's part of the API: each part registers its own."""

from rest_framework.routers import SimpleRouter

from welfare_centres.api import cases, referrals


def register(router: SimpleRouter) -> None:
    cases.register(router)
    referrals.register(router)
