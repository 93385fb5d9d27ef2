"""`jalon centres import`: what the operator reads."""

from datetime import date

import pytest

from jalon.command.centres import import_file
from jalon.command.console import Refusal
from jalon.domain.centres.models import Centre
from tests.domain.centres.conftest import a_list

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2018, 1, 1), date(2019, 1, 1)


def bring(path, content, on, **options):
    path.write_bytes(content)
    import_file(path, on=on, **{"mapping": None, "accept_good_rows": False, **options})


def test_the_operator_reads_what_came_and_a_second_time_that_nothing_changed(tmp_path, capsys):
    content = a_list((10001, "Amont", 1000), (10002, "Aval", 2000))
    bring(tmp_path / "list.csv", content, FIRST)
    assert "2 new:" in capsys.readouterr().out
    bring(tmp_path / "list.csv", content, FIRST)
    assert "Nothing had changed." in capsys.readouterr().out


def test_bad_rows_are_shown_with_their_line_and_nothing_is_imported(tmp_path, capsys):
    with pytest.raises(Refusal, match="nothing was imported"):
        bring(tmp_path / "list.csv", a_list((10001, "Amont", 1000), (10002, "Aval", "?")), FIRST)
    assert "line 3: « ? » is not a number of inhabitants" in capsys.readouterr().err
    assert Centre.objects.count() == 0


def test_without_a_mapping_the_operator_gets_a_file_to_fill_in_and_it_works_once_confirmed(tmp_path, capsys):
    bring(tmp_path / "2018.csv", a_list((10001, "Amont", 1000), (10002, "Aval", 2000)), FIRST)
    new = a_list((10010, "Amont", 3010))
    with pytest.raises(Refusal, match="--mapping"):
        bring(tmp_path / "2019.csv", new, SECOND)
    told = capsys.readouterr().out
    assert "10001  Amont" in told
    assert "10010  Amont" in told
    mapping = tmp_path / "2019.mapping.yaml"
    mapping.write_text(mapping.read_text().replace("confirmed: no", "confirmed: yes"))
    bring(tmp_path / "2019.csv", new, SECOND, mapping=mapping)
    assert "1 merged:" in capsys.readouterr().out
    assert Centre.objects.filter(closed_on=SECOND).count() == 2


def test_a_file_half_filled_in_is_never_overwritten(tmp_path):
    bring(tmp_path / "2018.csv", a_list((10001, "Amont", 1000)), FIRST)
    (tmp_path / "2019.mapping.yaml").write_text("mine")
    with pytest.raises(Refusal, match="left as it is"):
        bring(tmp_path / "2019.csv", a_list((10010, "Pont", 9)), SECOND)
    assert (tmp_path / "2019.mapping.yaml").read_text() == "mine"
