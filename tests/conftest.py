"""What every test stands on: a home of its own, no network, a clean clock."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("ZHUJIAN_HOME", tempfile.mkdtemp(prefix="zhujian-test-"))
os.environ.setdefault("ZHUJIAN_DEMO", "1")

import pytest  # noqa: E402 -- the home is named before Django reads its settings

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real material; tests that need it are passed over where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("real material is not on this machine")
    return SHARED
