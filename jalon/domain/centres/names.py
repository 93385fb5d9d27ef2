"""What a centre is called in a sentence, and the regions and provinces in a third language."""

from jalon.domain.core import reader

GERMAN = {
    "Belgique": "Belgien",
    "Région flamande": "Flämische Region",
    "Région wallonne": "Wallonische Region",
    "Région de Bruxelles-Capitale": "Region Brüssel-Hauptstadt",
    "Anvers": "Antwerpen",
    "Brabant flamand": "Flämisch-Brabant",
    "Brabant wallon": "Wallonisch-Brabant",
    "Flandre occidentale": "Westflandern",
    "Flandre orientale": "Ostflandern",
    "Hainaut": "Hennegau",
    "Liège": "Lüttich",
    "Limbourg": "Limburg",
    "Luxembourg": "Luxemburg",
    "Namur": "Namur",
}
_VOWELS = "aeiouyàâäéèêëîïôöûü"


def french_title(name: str) -> str:
    """« CPAS de Namur », « CPAS d’Anvers », « CPAS du Roeulx », « CPAS des Bons Villers », « CPAS de La Louvière ».

    Belgian names in H keep « de » (de Huy, de Herstal).
    """
    if name.startswith("Le "):
        return f"CPAS du {name[3:]}"
    if name.startswith("Les "):
        return f"CPAS des {name[4:]}"
    return f"CPAS d’{name}" if name[:1].casefold() in _VOWELS else f"CPAS de {name}"


def dutch_title(name: str) -> str:
    """« OCMW Aalter »."""
    return f"OCMW {name}"


def place_name(french: str, dutch: str) -> str:
    """A region, a province or the country in the reader's language, German included."""
    return german(french) if reader.language() == "de" else reader.by_language(french, dutch)


def german(french: str) -> str:
    """The same in German; in French where we know no other."""
    return GERMAN.get(french, french)
