"""A sentence written in a template is looked up once in each language, and is the one of the language in force."""

from unittest.mock import patch

from django.template import Context, Template
from django.utils import translation

PAGE = "{% load i18n %}{% translate 'Enregistrer' %}, {% translate 'Enregistrer' as word %}[{{ word }}] {{ free }}"


def test_a_sentence_follows_the_language_of_each_rendering():
    page = Template(PAGE)
    for language, word in (("fr", "Enregistrer"), ("nl", "Opslaan"), ("fr", "Enregistrer")):
        with translation.override(language):
            assert page.render(Context({"free": "<b>"})) == f"{word}, [{word}] &lt;b&gt;"


def test_a_sentence_is_looked_up_once_in_a_language():
    page = Template(PAGE)
    with translation.override("nl"):
        page.render(Context())
        with patch("django.utils.translation.trans_real.gettext", side_effect=AssertionError("looked up again")):
            assert page.render(Context()).startswith("Opslaan")


def test_what_is_not_a_constant_is_looked_up_each_time():
    page = Template("{% load i18n %}{% translate word %}{% translate 'Enregistrer'|upper %}")
    with translation.override("nl"):
        assert page.render(Context({"word": "Enregistrer"})) == "OpslaanOPSLAAN"
        assert page.render(Context({"word": "<i>"})).startswith("&lt;i&gt;")
