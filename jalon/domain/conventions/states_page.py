"""`python -m jalon.domain.conventions.states_page` writes `docs/states-convention.md`."""

import os
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "states-convention.md"


def main() -> None:
    """Print the table of transitions into the documentation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings.base")
    import django

    django.setup()
    from jalon.domain.conventions.transitions import as_page

    PAGE.write_text(as_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
