"""The instrument of the third centre: two short axes on which less is better; its second version changes a sentence."""

from typing import Any

CODE = "weight"
_OFTEN = {
    "fr": ["Jamais", "Rarement", "Parfois", "Souvent", "Toujours"],
    "nl": ["Nooit", "Zelden", "Soms", "Vaak", "Altijd"],
}


def _item(code: str, fr: str, nl: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "text": {"fr": fr, "nl": nl}, "levels": "often", **more}


def described(version: int) -> dict[str, Any]:
    """As a centre would write it."""
    alone = ("Je me sens seul.", "Ik voel me alleen.")
    if version > 1:
        alone = ("Je me sens seul, même entouré.", "Ik voel me alleen, ook onder mensen.")
    days = [
        _item("tired", "Je suis fatigué en me levant.", "Ik ben moe als ik opsta."),
        _item("late", "Je ne sais pas par où commencer.", "Ik weet niet waar te beginnen."),
        _item("sleep", "Je dors bien.", "Ik slaap goed.", reversed=True),
    ]
    around = [
        _item("alone", *alone),
        _item("call", "J’ai quelqu’un à qui téléphoner.", "Ik heb iemand om te bellen.", reversed=True),
    ]
    return {
        "code": CODE, "version": version, "languages": ["fr", "nl"],
        "name": {"fr": "Ce qui pèse", "nl": "Wat weegt"},
        "about": {"fr": "Cinq phrases ; moins, c’est mieux.", "nl": "Vijf zinnen; minder is beter."},
        "licence": {"fr": "Écrit par le centre. N’a pas été validé.", "nl": "Door het centrum. Niet gevalideerd."},
        "direction": "down", "raters": "both", "recall_days": 7, "scales": {"often": _OFTEN},
        "scoring": {"method": "mean", "overall": "mean", "answered": "0.5"}, "meaning": {"step": "0.5"},
        "axes": [
            {"code": "days", "name": {"fr": "Mes journées", "nl": "Mijn dagen"}, "domains": ["rhythm"],
             "directions": ["autonomy", "job"], "items": days},
            {"code": "around", "name": {"fr": "Autour de moi", "nl": "Rondom mij"}, "domains": ["network"],
             "directions": ["autonomy", "volunteering"], "items": around},
        ],
    }  # fmt: skip
