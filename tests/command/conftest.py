"""A working folder of its own for each test module that starts a server, as short and open as a real one."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from jalon.command import embedded


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    # Not tmp_path: it is closed to the account that runs PostgreSQL when the tests run as root.
    home = Path(tempfile.mkdtemp(prefix="jalon-test-"))
    home.chmod(0o711)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JALON_STATE", str(home / "state"))
        yield home
        for var in home.glob("**/postgres.lock"):
            embedded.stop(var.parent)
    shutil.rmtree(home)


@pytest.fixture(scope="module")
def var(home: Path) -> Path:
    """A working folder whose server the tests of a module share and leave running."""
    return home / "var"
