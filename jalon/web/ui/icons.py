"""Icons: small strokes on a 20 by 20 grid, drawn for Jalon, inlined so that they take the colour of their text.

An icon is decoration: it is hidden from assistive technology and always stands beside words.
"""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "check": "M4 10.5l4 4 8-9",
    "cross": "M5 5l10 10M15 5L5 15",
    "plus": "M10 4v12M4 10h12",
    "minus": "M4 10h12",
    "equal": "M4 7.5h12M4 12.5h12",
    "up": "M10 16V4M5 9l5-5 5 5",
    "down": "M10 4v12M5 11l5 5 5-5",
    "right": "M4 10h12M11 5l5 5-5 5",
    "left": "M16 10H4M9 5l-5 5 5 5",
    "chevron": "M5 7.5l5 5 5-5",
    "sort": "M6 8l4-4 4 4M6 12l4 4 4-4",
    "circle": "M10 3.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13z",
    "dot": "M10 8a2 2 0 100 4 2 2 0 000-4z",
    "half": "M10 3.5a6.5 6.5 0 100 13zM10 3.5a6.5 6.5 0 010 13",
    "clock": "M10 3a7 7 0 100 14 7 7 0 000-14zM10 6v4.3l3 1.7",
    "late": "M10 2.8l7.6 13.7H2.4zM10 8v4M10 14.2v.2",
    "warn": "M10 2.8l7.6 13.7H2.4zM10 8v4M10 14.2v.2",
    "info": "M10 3a7 7 0 100 14 7 7 0 000-14zM10 9v4.5M10 6.4v.2",
    "stop": "M7 2.8h6l4.2 4.2v6L13 17.2H7L2.8 13V7zM10 6.5v4.2M10 13.3v.2",
    "pause": "M7 5v10M13 5v10",
    "pen": "M4 16l.8-3.6L13.5 3.7a1.6 1.6 0 012.8 2.2L7.6 15.2zM12 5.2l2.8 2.8",
    "search": "M8.7 3.2a5.5 5.5 0 100 11 5.5 5.5 0 000-11zM12.8 12.8L17 17",
    "person": "M10 3a3.2 3.2 0 100 6.4A3.2 3.2 0 0010 3zM3.8 17c.6-3.4 3-5 6.2-5s5.6 1.6 6.2 5",
    "people": (
        "M7.5 4a2.7 2.7 0 100 5.4 2.7 2.7 0 000-5.4zM2 16c.5-3 2.6-4.3 5.5-4.3S12.5 13 13 16"
        "M12.7 4.3a2.6 2.6 0 010 4.9M15 12.2c1.7.6 2.7 1.9 3 3.8"
    ),
    "file": "M5 2.8h6.5L15.5 7v10.2H5zM11.3 3v4.2h4M7.5 10.5h5.3M7.5 13.5h5.3",
    "print": "M6 7.5V3h8v4.5M6 14H3.3V7.5h13.4V14H14M6 11.8h8V17H6z",
    "download": "M10 3v9.5M5.5 8.3l4.5 4.4 4.5-4.4M4 16.5h12",
    "calendar": "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5",
    "law": "M10 3v13.5M6 16.5h8M4 5.5h12M4 5.5l-2 5.5h4.2zM16 5.5L13.8 11H18z",
    "lock": "M5 9h10v7.5H5zM7 9V6.5a3 3 0 016 0V9",
    "eye": "M2 10c2-3.6 4.7-5.3 8-5.3s6 1.7 8 5.3c-2 3.6-4.7 5.3-8 5.3S4 13.6 2 10zM10 7.7a2.3 2.3 0 100 4.6 2.3 2.3 0 000-4.6z",  # noqa: E501
    "menu": "M3 5.5h14M3 10h14M3 14.5h14",
    "more": "M4.5 10h.2M10 10h.2M15.5 10h.2",
    "sun": "M10 6.5a3.5 3.5 0 100 7 3.5 3.5 0 000-7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1",  # noqa: E501
    "exit": "M8 3.5H4v13h4M8.5 10H17M13.5 6.5L17 10l-3.5 3.5",
    "offline": "M3 3l14 14M2.5 8.3c1-.9 2.1-1.6 3.2-2.1M9 5c3.1-.2 6 .9 8.5 3.3M5.5 11.6c.8-.7 1.7-1.2 2.6-1.5M12.5 10.3c.7.3 1.4.8 2 1.3M10 15v.2",  # noqa: E501
}


@cache
def icon(name: str) -> SafeString:
    """The inline drawing called ``name``. Raises KeyError for a name that was never drawn."""
    return format_html(
        '<svg class="icon icon--{}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        name,
        mark_safe(PATHS[name]),  # noqa: S308  our own constant
    )
