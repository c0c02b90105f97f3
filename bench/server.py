"""Which template engine, which server, which connections: the figures of docs/decisions/0003."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack

from bench.rows import Row, ratio
from bench.servers import ROOT, gunicorn, rate

SETTINGS = "bench.skeleton.app"
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.contrib.auth import get_user_model
from django.test import Client
user, _ = get_user_model().objects.get_or_create(username="bench")
client = Client(); client.force_login(user)
print(client.cookies["sessionid"].value)
"""
# name, gunicorn arguments, environment, page
VARIANTS = [
    ("Jinja2, gthread 4", ("--threads", "4"), {}, "/jinja/"),
    ("Jinja2, gthread 2", ("--threads", "2"), {}, "/jinja/"),
    ("Jinja2, sync", ("-k", "sync"), {}, "/jinja/"),
    ("Jinja2, gthread 4, new connection each time", ("--threads", "4"), {"CONN_MAX_AGE": "0"}, "/jinja/"),
    ("Django templates, gthread 4", ("--threads", "4"), {}, "/django/"),
    ("no template, gthread 4", ("--threads", "4"), {}, "/none/"),
]


def run(*, quick: bool) -> list[Row]:
    env = dict(os.environ)
    made = subprocess.run(
        [sys.executable, "-c", PREPARE],
        cwd=ROOT,
        env=env | {"DJANGO_SETTINGS_MODULE": SETTINGS},
        capture_output=True,
        text=True,
        check=True,
    )
    cookie = f"sessionid={made.stdout.strip()}"
    repetitions, rounds = (1, 1) if quick else (7, 2)
    found: dict[tuple[str, int], list[tuple[float, float]]] = {}
    with ExitStack() as stack:
        peer = stack.enter_context(gunicorn("bench.bare:application", "bench.bare", env))
        ours = [
            stack.enter_context(
                gunicorn("bench.skeleton.app:application", SETTINGS, env | extra, probe="/none/", arguments=arguments)
            )
            for _, arguments, extra, _ in VARIANTS
        ]
        for _ in range(repetitions):
            for (name, _, _, path), server in zip(VARIANTS, ours, strict=True):
                for connections in (1, 8):
                    pair = (
                        rate(server.url(path), connections=connections, rounds=rounds, cookie=cookie),
                        rate(peer.url("/"), connections=connections, rounds=rounds),
                    )
                    found.setdefault((name, connections), []).append(pair)
    return [ratio(f"{name}, {c} conn.", *zip(*pairs, strict=True)) for (name, c), pairs in found.items()]
