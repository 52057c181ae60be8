"""What every test stands on: a home of its own, no network, a clean clock."""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Always a home of its own: tests empty it, and a real one must never be emptied.
HOME = Path(tempfile.mkdtemp(prefix="zhujian-test-"))
os.environ["ZHUJIAN_HOME"] = str(HOME)
os.environ.setdefault("ZHUJIAN_DEMO", "1")
# Named here and not in pyproject.toml: there pytest-django would read the settings before the home.
os.environ["DJANGO_SETTINGS_MODULE"] = "zhujian.config.settings"

import django  # noqa: E402 -- the home is named before Django reads its settings
import pytest  # noqa: E402

django.setup()  # the cast needs its models before pytest-django would load them
# Workers of xdist inherit the environment: with this name in it, pytest-django would read the
# settings there before the worker's own home is named, and all workers would share one.
del os.environ["DJANGO_SETTINGS_MODULE"]

pytest_plugins = ["tests.cast", "tests.together"]

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_configure() -> None:
    """Let pages name their static files without a built front end; log to pytest alone."""
    from django.conf import settings

    logging.getLogger().handlers.clear()  # its stream is one that pytest has since closed

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure() -> None:
    """Leave no home behind."""
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real material; tests that need it are passed over where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("real material is not on this machine")
    return SHARED


@pytest.fixture(autouse=True)
def _nothing_kept_between_tests() -> Iterator[None]:
    """Empty cache, ledger heads and index: the home knows nothing of a rollback."""
    yield
    from django.conf import settings
    from django.core.cache import cache

    from zhujian.kernel.journal import heads
    from zhujian.search import reader

    cache.clear()
    shutil.rmtree(settings.HOME / "ledger", ignore_errors=True)
    heads.forget()
    if (HOME / "index").exists():
        shutil.rmtree(HOME / "index")
        reader.forget()
