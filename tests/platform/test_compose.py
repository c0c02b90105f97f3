"""docker-compose.yml is right without a Docker engine: by its schema, and by what we promise of it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()


@pytest.fixture(scope="module")
def compose() -> dict:
    return YAML(typ="safe").load(TEXT)


def test_it_holds_to_the_compose_schema():
    tool = Path(sys.executable).parent / "check-jsonschema"
    command = [tool, "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_lasting_service_has_a_health_check(compose):
    once = {"migrate"}
    assert set(compose["services"]) == {"web", "worker", "numeric", "beat", "postgres", "redis"} | once
    assert {name for name, service in compose["services"].items() if "healthcheck" not in service} == once


def test_what_the_law_checks_need_is_loaded_before_anything_serves(compose):
    loads = compose["services"]["migrate"]["command"][-1].split(" && ")
    assert [line.split()[2] for line in loads] == [
        "migrate",
        "load_reference",
        "load_minimum_wages",
        "load_programmes",
        "load_channels",
        "load_centres_reference",
        "load_referral_clocks",
        "load_staff_course",
        "load_spending_figures",
    ]
    for name in ("web", "worker", "beat"):
        assert compose["services"][name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_no_secret_has_a_default():
    for name, rest in re.findall(r"\$\{(\w+)(:[-?][^}]*)?\}", TEXT):
        if re.search(r"SECRET|PASSWORD|TOKEN|CLIENT_ID", name):
            assert rest.startswith(":?") or rest == ":-", name
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"):
        assert f"${{{name}:?" in TEXT


def test_what_must_outlive_a_container_lies_on_a_volume(compose):
    mounted = {
        volume.split(":")[0] for service in compose["services"].values() for volume in service.get("volumes", [])
    }
    assert mounted == set(compose["volumes"]) == {"postgres", "redis", "data"}


def test_only_the_web_service_is_published_and_only_on_loopback(compose):
    published = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}
    assert published == {"web": ["${PUBLISH:-127.0.0.1:8000}:8000"]}


def test_the_image_serves_with_the_same_configuration_as_the_demo():
    assert 'CMD ["gunicorn", "-c", "gunicorn.conf.py", "pes_platform.wsgi"]' in (ROOT / "Dockerfile").read_text()
    assert "gunicorn.conf.py" in (ROOT / "pes_platform/demo.py").read_text()
