"""Production settings refuse to start on what would be unsafe, and say which variable to set."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": secrets.token_urlsafe(60),
    "DATABASE_URL": "postgresql://pes:x@127.0.0.1:1/pes",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SITE_ORIGIN": "https://jobs.example.org",
}
STARTED_BY = {"PATH", "HOME", "LANG"}


def run(*command: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
    """As a fresh process with nothing of this one's settings."""
    env = {name: value for name, value in os.environ.items() if name in STARTED_BY}
    env |= {name: value for name, value in (GOOD | changed).items() if value is not None}
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 80),
        ("SECRET_KEY", "development-only-key-development-only-key-development"),
        ("DATABASE_URL", None),
        ("REDIS_URL", None),
        ("SITE_ORIGIN", None),
        ("SITE_ORIGIN", "jobs.example.org"),
        ("SITE_ORIGIN", "https://jobs.example.org/site"),
    ],
)
def test_what_is_missing_weak_or_no_address_stops_the_start(name, value):
    done = run("-c", "import pes_platform.settings", **{name: value})
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {name}" in done.stderr


def test_with_everything_set_production_starts_strict():
    done = run(
        "-c",
        "from pes_platform import settings as s; print(s.DEBUG, s.DEMO, s.ALLOWED_HOSTS,"
        " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT)",
    )
    assert done.stdout.strip() == "False False ['jobs.example.org'] True True True", done.stderr


def test_djangos_deployment_check_is_clean():
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout
