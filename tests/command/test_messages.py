"""Catalogues: what is found in the source, what is kept, what is told to be missing."""

import gettext
from pathlib import Path

import pytest

from jalon.command import messages

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
def f(count):
    _("Bonjour l’équipe")
    _("Deux " "morceaux")
    ngettext("%(n)d dossier", "%(n)d dossiers", count)
    pgettext("mois", "mai")
    f"{_('Dedans')} {count}"
    _(count)
"""
TEMPLATE = """{% load i18n %}
<h1 title="{% translate 'L’aide' %}">{% translate "Un \u201ctitre\u201d" %}</h1>
  {% blocktranslate count n=n trimmed %}
    Il reste {{ n }} acte
  {% plural %}
    Il reste {{ n }} actes
  {% endblocktranslate %}
{% translate "mai" context "mois" %} {{ value|default:_("rien") }} {% include "x.html" with titre=_("Suite") %}
{% blocktranslate %}Cher {{ name }}, voici 50 % du total.{% endblocktranslate %}
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    app = tmp_path / "jalon" / "example"
    (app / "templates").mkdir(parents=True)
    (app / "apps.py").touch()
    (app / "views.py").write_text(PYTHON)
    (app / "templates" / "page.html").write_text(TEMPLATE)
    return app


def translate_all(path: Path) -> None:
    text = path.read_text()
    head, body = text.split("\n\n", 1)
    for old, new in {
        'msgid "Bonjour l’équipe"\nmsgstr ""': 'msgid "Bonjour l’équipe"\nmsgstr "Dag ploeg"',
        'msgstr[0] ""\nmsgstr[1] ""': 'msgstr[0] "een %(n)s%(n)d"\nmsgstr[1] "meer %(n)s%(n)d"',
    }.items():
        body = body.replace(old, new)
    path.write_text(f"{head}\n\n{body}")


def test_every_way_to_write_a_message_is_found(app: Path) -> None:
    found = {(m.singular, m.plural, m.context) for m in messages.find_messages(app)}
    assert found == {
        ("Bonjour l’équipe", None, None),
        ("Deux morceaux", None, None),
        ("%(n)d dossier", "%(n)d dossiers", None),
        ("mai", None, "mois"),
        ("Dedans", None, None),
        ("L’aide", None, None),
        ("Un \u201ctitre\u201d", None, None),
        ("Il reste %(n)s acte", "Il reste %(n)s actes", None),
        ("rien", None, None),
        ("Suite", None, None),
        ("Cher %(name)s, voici 50 %% du total.", None, None),
    }


def test_a_room_that_is_an_app_itself_keeps_its_own_messages(app: Path) -> None:
    inner = app / "inner"
    inner.mkdir()
    (inner / "apps.py").touch()
    (inner / "views.py").write_text('_("À l’intérieur")')
    assert "À l’intérieur" not in {m.singular for m in messages.find_messages(app)}
    assert [m.singular for m in messages.find_messages(inner)] == ["À l’intérieur"]


def test_extracting_again_keeps_translations_and_drops_what_is_gone(app: Path) -> None:
    messages.update_app(app, "nl")
    path = messages.catalogue_path(app, "nl")
    translate_all(path)
    (app / "views.py").write_text('_("Bonjour l’équipe")\n_("Nouveau")\n')
    messages.update_app(app, "nl")
    catalogue = messages.read_catalogue(path, "nl")
    assert catalogue.get("Bonjour l’équipe").string == "Dag ploeg"
    assert catalogue.get("Nouveau").string == ""
    assert catalogue.get("Deux morceaux") is None
    assert "#~" not in path.read_text()


def test_a_language_that_only_the_person_reads_holds_what_is_said_in_it_and_nothing_else(app: Path) -> None:
    path = messages.catalogue_path(app, "de")
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Bonjour l’équipe"\nmsgstr "Guten Tag"\n\nmsgid "mai"\nmsgstr ""\n')
    messages.update_app(app, "de")
    assert [(one.id, one.string) for one in messages.read_catalogue(path, "de") if one.id] == [
        ("Bonjour l’équipe", "Guten Tag")
    ]


def test_extracting_twice_writes_the_same_file(app: Path) -> None:
    messages.update_app(app, "nl")
    path = messages.catalogue_path(app, "nl")
    translate_all(path)
    messages.update_app(app, "nl")
    once = path.read_text()
    messages.update_app(app, "nl")
    assert path.read_text() == once


def test_what_is_untranslated_fuzzy_or_never_extracted_is_told(app: Path) -> None:
    root = app.parent
    assert {problem.why for problem in messages.problems(root)} == {"not extracted yet"}
    messages.update_app(app, "nl")
    assert len(messages.problems(root)) == 11
    path = messages.catalogue_path(app, "nl")
    translate_all(path)
    text = path.read_text().replace('\nmsgid "Bonjour', '\n#, fuzzy\nmsgid "Bonjour')
    path.write_text(text)
    whys = {problem.text: problem.why for problem in messages.problems(root)}
    assert whys["Bonjour l’équipe"] == "fuzzy"
    assert whys["Deux morceaux"] == "untranslated"
    assert whys["%(n)d dossier"] == "has other placeholders"


def test_two_apps_that_translate_one_message_apart_are_told(app: Path) -> None:
    other = app.parent / "other"
    for folder, dutch in ((app, "Dag ploeg"), (other, "Dag team")):
        (folder / "templates").mkdir(parents=True, exist_ok=True)
        (folder / "templates" / "page.html").unlink(missing_ok=True)
        (folder / "apps.py").touch()
        (folder / "views.py").write_text('from django.utils.translation import gettext as _\n_("Bonjour")\n')
        messages.update_app(folder, "nl")
        path = messages.catalogue_path(folder, "nl")
        path.write_text(path.read_text().replace('msgid "Bonjour"\nmsgstr ""', f'msgid "Bonjour"\nmsgstr "{dutch}"'))
    assert [one.why for one in messages.problems(app.parent)] == ["has another translation in another app"]


def test_zero_is_singular_in_french_and_plural_in_dutch(app: Path) -> None:
    messages.update_app(app, "nl")
    translate_all(messages.catalogue_path(app, "nl"))
    assert messages.compile_all(app.parent) == 2
    french = gettext.translation("django", app / "locale", ["fr"])
    assert french.ngettext("%(n)d dossier", "%(n)d dossiers", 0) == "%(n)d dossier"
    assert french.ngettext("%(n)d dossier", "%(n)d dossiers", 2) == "%(n)d dossiers"
    dutch = gettext.translation("django", app / "locale", ["nl"])
    assert dutch.gettext("Bonjour l’équipe") == "Dag ploeg"
    assert dutch.ngettext("%(n)d dossier", "%(n)d dossiers", 0).startswith("meer")


def test_a_catalogue_that_did_not_change_is_not_compiled_again(app: Path) -> None:
    messages.update_app(app, "nl")
    assert messages.compile_all(app.parent) == 2
    assert messages.compile_all(app.parent) == 0
