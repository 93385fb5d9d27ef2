"""Who may already have a file."""

import pytest

from jalon.domain.core.context import centre_context
from jalon.domain.people.birth import Birth
from jalon.domain.people.queries import likely_duplicates
from jalon.domain.people.sound import sound, sound_of_person
from tests.factories import a_person

BORN = Birth(1990, 5, 4)


@pytest.mark.parametrize(
    "names",
    [
        ("Dubois", "Duboi", "DUBOIX", "Du Bois"),
        ("De Smet", "Desmet", "De Smedt", "Desmedt"),
        ("Vranckx", "Vranks", "Vrancks"),
        ("Vermeulen", "Vermeulen", "Fermeulen"),
        ("Vandenberghe", "Van den Berghe", "Vandenberge"),
        ("Mohamed", "Mohammed", "Muhammad", "Mohamad"),
        ("Peeters", "Peters", "Peeter"),
        ("Thibaut", "Tibault", "Thibaud"),
        ("François", "Francois"),
        ("Bosch", "Bos"),
        ("Renard", "Renart"),
        ("Philippe", "Filip"),
        ("IJsebaert", "Ysebaert"),
        ("Wouters", "Vouters"),
        ("Schmit", "Smit", "Smits"),
    ],
)
def test_names_taken_for_one_another_sound_alike(names):
    assert len({sound(name) for name in names}) == 1


@pytest.mark.parametrize(("one", "other"), [("Dubois", "Durand"), ("Martin", "Marchal"), ("Lambert", "Lebrun")])
def test_other_names_do_not_all_sound_alike(one, other):
    assert sound(one) != sound(other)


def test_a_name_without_latin_letters_has_no_sound():
    assert sound("陈") == sound("") == ""


def test_surname_and_first_name_exchanged_sound_the_same():
    assert sound_of_person("Dubois", "Camille") == sound_of_person("Camille", "Dubois")


def likely(last_name, first_names="", birth=BORN, **rest):
    found = likely_duplicates(last_name=last_name, first_names=first_names, birth=birth, **rest)
    return [one.person.last_name for one in found]


@pytest.fixture
def camille(here):
    return a_person("Dubois", "Camille", birth_year=1990, birth_month=5, birth_day=4)


@pytest.mark.parametrize(
    ("last_name", "first_names", "birth"),
    [
        ("Dubois", "Camille", BORN),
        ("DUBOIS", "camille", BORN),
        ("Duboi", "Kamille", BORN),
        ("Camille", "Dubois", BORN),
        ("Duboys", "", BORN),
        ("Lambert", "Camille", BORN),
        ("Dubois", "Camille", Birth(1990)),
        ("Dubois", "Camille", Birth()),
        ("Dubois", "Camille", Birth(1990, 4, 5)),
        ("Dubois", "Camille", Birth(1991, 5, 4)),
    ],
)
def test_the_same_person_written_otherwise_is_warned_about(camille, last_name, first_names, birth):
    assert likely(last_name, first_names, birth) == ["Dubois"]


@pytest.mark.parametrize(
    ("last_name", "first_names", "birth"),
    [
        ("Dubois", "Camille", Birth(1975, 1, 31)),
        ("Peeters", "Jan", BORN),
        ("", "Camille", BORN),
        ("Dubois", "", Birth()),
    ],
)
def test_a_namesake_or_a_birthday_alone_is_no_warning(camille, last_name, first_names, birth):
    assert likely(last_name, first_names, birth) == []


def test_nobody_is_their_own_duplicate(camille):
    assert likely("Dubois", "Camille", besides=camille.pk) == []


def test_the_likeliest_come_first_and_no_more_than_asked(here, camille):
    for number in range(8):
        a_person("Dubois", "Camille", birth_year=1990, birth_month=4, birth_day=5, file_number=f"Z{number}")
    found = likely_duplicates(last_name="Dubois", first_names="Camille", birth=BORN)
    assert found[0].person == camille
    assert found[0].birth
    assert len(found) == 5


def test_people_of_another_centre_are_never_hinted_at(here, elsewhere):
    with centre_context(elsewhere.centre.pk):
        a_person("Dubois", "Camille", birth_year=1990, birth_month=5, birth_day=4)
    assert likely("Dubois", "Camille") == []
