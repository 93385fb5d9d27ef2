"""Lists as administrations send them: what is read, and what is refused line by line."""

import io
import zipfile
from fractions import Fraction
from uuid import uuid4

import pytest

from jalon.domain.subsidies.grids import ListRefused, read_grid
from jalon.domain.subsidies.matching import Known, matched
from jalon.domain.subsidies.reading import CentreList, read_rows
from jalon.domain.subsidies.sharing import Candidates, work_out
from jalon.law.subsidies import Terms
from tests.domain.centres.conftest import real_list
from tests.domain.subsidies.scene import a_list, a_workbook

HEAD = "INS;Commune;Montant;Bénéficiaires du revenu d’intégration;Politique urbaine;Poids"
KNOWN = [
    Known(uuid4(), code, *names)
    for code, *names in [
        ("90001", "Val-Clair", "Helderdal"),
        ("90002", "Saint-Gris", "Sint-Gris"),
        ("90003", "Saint-Gris", "Sint-Gris"),
    ]
]


def read(content: bytes) -> CentreList:
    return read_rows(read_grid(content))


def problems(content: bytes) -> list[tuple[int, str]]:
    with pytest.raises(ListRefused) as refusal:
        read(content)
    return [(one.line, one.what) for one in refusal.value.problems]


def test_amounts_counts_and_boxes_are_read_as_people_write_them():
    csv = a_list(
        "90001;Val-Clair;€ 1.234.567,8;1 234;oui;0,5", "90002;Mont-Gris;12 345,67;12;nee;2", "Total;;;;;", head=HEAD
    )
    book = a_workbook(
        HEAD.split(";"), [90001, "Val-Clair", 1234567.8, 1234, "x", 0.5], ["90002", "Mont-Gris", 12345.67, 12, 0, 2]
    )
    for found in (read(csv), read(book)):
        assert found.rows[0].values == {
            "amount": 123456780, "ris": 1234, "urban_policy": 1, "weight": Fraction(1, 2)
        }  # fmt: skip
        assert found.rows[1].values["amount"] == 1234567 and found.rows[1].values["urban_policy"] == 0
    assert read(csv).totals == (4,)
    assert read(a_list("90001;4;sel", head="code;population;couleur")).ignored == ("couleur",)
    assert read(a_list("90001;", head="code;population")).rows[0].values == {}, "an empty cell is not a zero"


def test_each_line_that_is_wrong_is_told_with_its_line_and_nothing_is_taken_by_halves():
    told = problems(a_list("90001;A;1,2345;douze;peut-être;1", "9000;B;5;1;oui;1", "90001;C;5;1;oui;-1", head=HEAD))
    assert [line for line, _ in told] == [2, 2, 2, 2, 3, 4, 4]
    texts = [text for _, text in told]
    assert "Montant de la liste : « 1,2345 » n’est pas un montant en euros." in texts
    assert "« 9000 » n’est pas un code INS de cinq chiffres." in texts
    assert "Le code 90001 est sur 2 lignes." in texts


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Cette liste est vide."),
        (b"a;b\n1;2", "La liste ne dit pas de quels centres elle parle."),
        (a_list("90001;1;2", head="code;habitants;population"), "Deux colonnes disent la même chose"),
        (b'code;habitants\n"90001;4', "à partir de la ligne 2"),
        (b"\xd0\xcf\x11\xe0", "d’un ancien format"),
        (b"PK\x03\x04nothing", "ne peut pas être lu comme un classeur"),
        (b"code\n" + b"9" * (2 * 2**20), "trop lourd"),
        (b"code\n" + b"9\n" * 600_000, "plus de 5000 lignes"),
        (b"\x00\x81\x00", "ni un tableur ni un texte"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_is_refused_in_a_sentence(content: bytes, sentence: str):
    ((line, text),) = problems(content)
    assert line == 0 and sentence in text


def test_a_workbook_that_computes_or_unfolds_is_not_opened():
    told = problems(a_workbook(["code", "population"], ["90001", "=1+1"]))
    assert told == [(2, "B2 contient une formule : collez-y la valeur seule.")]
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (13 * 2**20))
    assert "se déplie" in problems(bomb.getvalue())[0][1]


def test_a_centre_is_found_by_its_code_or_its_name_and_never_guessed():
    rows = read(a_list("CPAS de Val Clair;4", head="centre;habitants")).rows
    assert [one.code for _, one in matched(rows, KNOWN)] == ["90001"]
    rows = read(a_list("OCMW Sint-Gris;4", "Ailleurs;4", "helderdal;1", "Val-Clair;2", head="cpas;habitants")).rows
    with pytest.raises(ListRefused) as refusal:
        matched(rows, KNOWN)
    assert [(one.line, one.what.split(" : ")[0]) for one in refusal.value.problems] == [
        (2, "Plusieurs centres s’appellent OCMW Sint-Gris"),
        (3, "Aucun centre ne s’appelle Ailleurs à la date des données."),
        (5, "Val-Clair est déjà à la ligne 4."),
    ]
    wrong = read(a_list("90002;Val-Clair;1")).rows
    with pytest.raises(ListRefused, match="des lignes sont à corriger"):
        matched(wrong, KNOWN)


@pytest.mark.parametrize("cents", [653476386, 941500000])
def test_the_real_list_of_589_centres_is_shared_to_the_cent_by_inhabitants(cents: int):
    rows = read(real_list(2018)).rows
    assert len(rows) == 589
    data = {row.code: row.values for row in rows}
    shared = work_out(Terms("inhabitants", cents), Candidates(data)).sharing
    assert sum(one.cents for one in shared.shares) == cents and len(shared.shares) == 589
    people = sum(values["inhabitants"] for values in data.values())
    for one in shared.shares:
        exact = cents * data[one.identity]["inhabitants"] / people
        assert one.quotient == exact and abs(one.cents - exact) < 1
