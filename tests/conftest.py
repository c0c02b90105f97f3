"""What every test may use."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from tests import world as worlds


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
