"""What a web process loads before its first answer."""

from tests.platform.test_settings import run

ONLY_FOR_LEARNING = {"sklearn", "pandas", "kiwipiepy", "scipy.stats"}


def test_a_web_process_starts_with_every_view_and_without_what_only_learning_needs():
    done = run("-c", "import sys, pes_platform.wsgi; print(*sys.modules)")
    loaded = set(done.stdout.split())
    assert {"portal.urls", "matching.urls", "taxonomy.views"} <= loaded, done.stderr
    assert not loaded & ONLY_FOR_LEARNING
