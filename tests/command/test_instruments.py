"""`jalon instruments`: a file is checked place by place, written out, installed in a centre."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db.backends.postgresql.psycopg_any import DateRange

from jalon.command import environment, instruments
from jalon.domain.centres.models import CentreCode
from jalon.domain.core.context import centre_context, operator_context
from jalon.domain.instruments.models import InstrumentVersion
from tests.factories import a_centre

pytestmark = pytest.mark.django_db


def _told(*arguments: str, code: int = 0) -> str:
    shown = CliRunner().invoke(instruments.cli, list(arguments))
    assert shown.exit_code == code, shown.output
    return shown.output


def test_an_instrument_goes_out_as_a_file_is_checked_and_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("load_django", "become_operator"):
        monkeypatch.setattr(environment, name, lambda: None)
    centre = a_centre("Val-Clair")
    with operator_context():
        CentreCode.objects.create(centre=centre, nis_code="10001", validity=DateRange(date(2019, 1, 1), None))
    book, text = tmp_path / "mine.xlsx", tmp_path / "mine.yaml"
    _told("export", "empowerment", str(book))
    _told("export", "empowerment", str(text))
    assert "strength" in text.read_text() and "version 1" in _told("check", str(book))
    assert "fourni avec Jalon" in _told("import", str(text), "--centre", "10001", code=1)
    text.write_text(
        text.read_text().replace("code: empowerment", "code: ours").replace("recall_days: 30", "recall_days: x")
    )
    assert "mine.yaml, ligne 33, recall_days" in _told("check", str(text), code=1)
    assert "is geen geheel getal" in _told("check", str(text), "--language", "nl", code=1)
    text.write_text(text.read_text().replace("recall_days: x", "recall_days: 7"))
    assert "Val-Clair" in _told("import", str(text), "--centre", "10001")
    with centre_context(centre.pk):
        assert InstrumentVersion.objects.get().read.recall_days == 7
    _told("export", "ours", str(book), "--centre", "10001")
    assert "ours" in _told("check", str(book))
    for wrong in (
        ("export", "unknown", str(book)),
        ("export", "bilan", "a.doc"),
        ("export", "x", "y.xlsx", "--centre", "9"),
    ):
        _told(*wrong, code=1)
