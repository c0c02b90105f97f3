"""This room's part of the API."""

from rest_framework.routers import SimpleRouter

from welfare_centres.api import referrals


def register(router: SimpleRouter) -> None:
    referrals.register(router)
