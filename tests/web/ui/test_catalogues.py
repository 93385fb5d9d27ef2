"""Texts are found where they are, in few catalogues."""

from gettext import c2py
from types import SimpleNamespace

from django.utils.translation import gettext, ngettext, override
from django.utils.translation.trans_real import TranslationCatalog, translation

from jalon.web.ui.catalogues import update


def texts(plural: str, **catalogue: str) -> SimpleNamespace:
    return SimpleNamespace(_catalog=catalogue, plural=c2py(plural))


def test_there_are_as_many_catalogues_as_plural_rules():
    for language in ("fr", "nl"):
        catalogue = translation(language)._catalog
        rules = {plural.__code__ for plural in catalogue._plurals}
        assert len(catalogue._catalogs) == len(rules) <= 3


def test_what_is_told_last_is_what_is_said_whatever_its_plural_rule():
    catalogue = TranslationCatalog(texts("n != 1", bread="brood", rain="regen"))
    update(catalogue, texts("n > 1", bread="pain"))
    assert (catalogue.get("bread"), catalogue.get("rain")) == ("pain", "regen")
    update(catalogue, texts("n != 1", bread="brood"))
    assert (catalogue.get("bread"), len(catalogue._catalogs)) == ("brood", 2)


def test_one_and_many_are_said_in_both_languages():
    for language, one, many in (("fr", "1 an", "2 ans"), ("nl", "1 jaar", "2 jaar")):
        with override(language):
            said = [ngettext("%(n)d an", "%(n)d ans", n) % {"n": n} for n in (1, 2)]
            assert said == [one, many]
            assert gettext("Chercher") == {"fr": "Chercher", "nl": "Zoeken"}[language]
