"""The platform's own targets: start-up, pages against a bare Django page, queries, population, import, coding."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from bench import occupation_coding
from bench.rows import Row, figure, ratio
from bench.servers import ROOT, gunicorn, rate

PROJECT = ("pes_platform.wsgi", "pes_platform.settings")
BARE = ("bench.bare:application", "bench.bare")
DATA = Path(os.environ.get("PES_DATA_DIR", ROOT.parent / "shared" / "data"))
# people, vacancies, applications, of which one employer's
FULL, SMALL = (20_000, 5_000, 20_000, 305), (300, 120, 300, 30)
MOST_QUERIES = "≤8"


def run(*, quick: bool) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as var, database("bench") as url:
        env = production(url, var)
        manage(env, "migrate", "--noinput")
        manage(env, "load_reference")
        yield from population(env, SMALL if quick else FULL)
        pages = json.loads(python(env, "-m", "bench.pages"))
        yield from correctness(pages)
        if not quick:
            yield from start_up(env)
            yield from speed(env, pages)
            yield from importing(var)
    if DATA.is_dir():
        yield from occupation_coding.run(quick=quick)
    else:
        yield Row(f"occupation coding and import: there is no folder {DATA}", "", "", None, "")


@contextlib.contextmanager
def database(name: str) -> Iterator[str]:
    """A fresh database on the server of DATABASE_URL, gone afterwards."""
    server = os.environ["DATABASE_URL"]
    name = f"{name}_{os.getpid()}"
    _execute(server, f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _execute(url: str, sql: str) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.close()


def production(url: str, var: str) -> dict[str, str]:
    """Production settings but for HTTPS, which is the proxy's work on both sides of the comparison."""
    dropped = {"PES_DB", "DEBUG"}
    return {name: value for name, value in os.environ.items() if name not in dropped} | {
        "DATABASE_URL": url,
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SITE_ORIGIN": "http://127.0.0.1",
        "DEMO": "1",
        "PES_VAR_DIR": var,
        "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": PROJECT[1],
    }


def python(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout[-1000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def manage(env: dict[str, str], *arguments: str) -> str:
    return python(env, "manage.py", *arguments)


def population(env: dict[str, str], size: tuple[int, int, int, int]) -> Iterator[Row]:
    people, vacancies, applications, one_employer = map(str, size)
    printed = manage(
        env,
        "make_population",
        "--people",
        people,
        "--vacancies",
        vacancies,
        "--applications",
        applications,
        "--one-employer",
        one_employer,
        "--seed",
        "1",
    )
    found = re.search(r"\((\d+) a second\)", printed)
    if found:
        yield figure(f"population of {int(people):,} people", [float(found[1])], "people/s")


def correctness(pages: list[dict]) -> Iterator[Row]:
    """Counts, not times: they hold on a busy machine too."""
    for page in pages:
        if page["status"] != 200:
            yield Row(f"{page['name']}: answers", str(page["status"]), "", (0, 0, 0), "", "≥1")
        else:
            yield figure(
                f"{page['name']}: queries ({page['size'] / 1024:.0f} KB)", [page["queries"]], "", MOST_QUERIES
            )


def start_up(env: dict[str, str]) -> Iterator[Row]:
    """From the command to the first answer: cold without any compiled module, warm with all that the first turn wrote.
    The environment of the gates forbids writing them, so they are kept in a folder of their own."""
    allowed = {name: value for name, value in env.items() if name != "PYTHONDONTWRITEBYTECODE"}
    cold, warm = [], []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as modules:
            for seconds in (cold, warm, warm):
                with gunicorn(*PROJECT, allowed | {"PYTHONPYCACHEPREFIX": modules}, probe="/healthz") as server:
                    seconds.append(server.start_seconds)
    yield figure("start-up, cold", cold, "s")
    yield figure("start-up, warm", warm, "s")


def speed(env: dict[str, str], pages: list[dict]) -> Iterator[Row]:
    """Each repetition measures ours and the peer one right after the other."""
    measured = [page for page in pages if page["status"] == 200]
    found: dict[tuple[str, int], list[tuple[float, float]]] = {}
    with gunicorn(*PROJECT, env, probe="/healthz") as ours, gunicorn(*BARE, env) as peer:
        for page in measured:
            rate(ours.url(page["path"]), connections=8, cookie=page["cookie"])
        for _ in range(5):
            for page in measured:
                for connections, rounds in ((1, 2), (8, 3)):
                    pair = (
                        rate(ours.url(page["path"]), connections=connections, rounds=rounds, cookie=page["cookie"]),
                        rate(peer.url("/"), connections=connections, rounds=rounds),
                    )
                    found.setdefault((page["name"], connections), []).append(pair)
    targets = {page["name"]: page["target"] for page in measured}
    for (name, connections), pairs in found.items():
        ours_rates, peer_rates = zip(*pairs, strict=True)
        yield ratio(f"{name}, {connections} conn.", ours_rates, peer_rates, targets[name])


def importing(var: str) -> Iterator[Row]:
    if not DATA.is_dir():
        return
    with database("import") as url:
        env = production(url, var)
        manage(env, "migrate", "--noinput")
        manage(env, "load_reference")
        for name in ("import", "import again, nothing new"):
            began = time.monotonic()
            printed = manage(env, "import_data", str(DATA))
            seconds = time.monotonic() - began
            rows = sum(int(number.replace(",", "")) for number in re.findall(r"(?:읽음|read)\D{0,3}([\d,]+)", printed))
            yield figure(f"{name}, {rows:,} rows", [rows / seconds], "rows/s")
