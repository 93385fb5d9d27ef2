"""`python -m jalon.domain.piis.states_page` writes `docs/states-piis.md`."""

import os
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "states-piis.md"


def main() -> None:
    """Print the two tables of transitions into the documentation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings.base")
    import django

    django.setup()
    from jalon.domain.piis.transitions import as_page

    PAGE.write_text(as_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
