"""What every test may use."""

import os
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import world as worlds


class TwoStepClient(Client):
    """`force_login` signs in as after both steps, as staff must; `force_login_one_step` leaves the second out."""

    def force_login(self, user, backend=None) -> None:
        self.force_login_one_step(user, backend)
        session = self.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    def force_login_one_step(self, user, backend=None) -> None:
        super().force_login(user, backend)


@pytest.fixture
def client() -> TwoStepClient:
    return TwoStepClient()


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of real data. Where it is required (`PES_REQUIRE_DATA=1`, as in CI) its absence is a failure."""
    folder = Path(settings.PES_DATA_DIR)
    if not folder.is_dir():
        if os.environ.get("PES_REQUIRE_DATA") == "1":
            pytest.fail(f"The data folder {folder} is required here and is missing.")
        pytest.skip(f"no data folder at {folder}")
    return folder


@pytest.fixture
def world(db: None) -> worlds.World:
    return worlds.build()
