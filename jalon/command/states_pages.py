"""`python -m jalon.command.states_pages` prints the tables of transitions into the documentation."""

import os
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def main() -> None:
    """A page for each room whose states have a table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings.base")
    import django

    django.setup()
    from jalon.domain.conventions.transitions import as_page as conventions
    from jalon.domain.payments.transitions import as_page as payments
    from jalon.domain.piis.transitions import as_page as piis
    from jalon.domain.reports.transitions import as_page as reports

    pages = {"piis": piis, "convention": conventions, "report": reports, "payments": payments}
    for name, page in pages.items():
        (DOCS / f"states-{name}.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
