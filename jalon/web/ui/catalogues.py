"""Django keeps one catalogue of texts for each plural rule; here it really does.

Its own `TranslationCatalog.update` compares a rule's code with the rule itself, so that no two are ever alike: with
some thirty apps each text is looked for in as many catalogues, and a French one, which is written in the page and
stands in none, in all of them. That was a sixth of a page's time.
"""

from gettext import GNUTranslations

from django.utils.translation import trans_real
from django.utils.translation.trans_real import TranslationCatalog


def update(self: TranslationCatalog, trans: GNUTranslations) -> None:
    """Take over the texts of `trans`, which come before those already known."""
    texts = trans._catalog  # type: ignore[attr-defined]
    for catalogue in self._catalogs:
        for text in texts.keys() & catalogue.keys():
            del catalogue[text]
    for catalogue, plural in zip(self._catalogs, self._plurals, strict=True):
        if plural.__code__ == trans.plural.__code__:  # type: ignore[attr-defined]
            catalogue.update(texts)
            return
    self._catalogs.insert(0, texts.copy())
    self._plurals.insert(0, trans.plural)  # type: ignore[attr-defined]


def merge() -> None:
    """From now on, one catalogue a plural rule; those already put together are put together again when asked."""
    TranslationCatalog.update = update
    trans_real._translations.clear()
    trans_real._default = None
