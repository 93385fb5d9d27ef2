"""What a centre is called in a sentence."""

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
