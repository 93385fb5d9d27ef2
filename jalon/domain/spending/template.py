"""The empty spreadsheet of costs of one grant: the columns, and in each the list it takes."""

import io

from django.utils.translation import gettext as _

from jalon.domain.core.workbooks import letter, new
from jalon.domain.grants.models import Grant
from jalon.domain.spending.enums import Category
from jalon.domain.spending.sheet import AMOUNTS, COLUMNS, DATES, activities, kinds_of, lines_of

ROWS_WITH_LISTS = 500


def template(grant: Grant) -> bytes:
    """An empty workbook with the columns and, in each, the list it takes. The lists stand on a sheet that is hidden."""
    lists = {
        "line": list(lines_of(grant).values()),
        "category": [str(Category.STAFF.label), str(Category.RUNNING.label)],
        "kind": list(kinds_of(grant).values()),
        "activity": list(activities().values()),
    }
    out = io.BytesIO()
    with new(out) as book:
        page, hidden = book.add_worksheet(_("Dépenses")), book.add_worksheet(_("Listes"))
        hidden.hide()
        formats = {name: book.add_format({"num_format": "dd/mm/yyyy"}) for name in DATES}
        formats |= {name: book.add_format({"num_format": "#,##0.00"}) for name in AMOUNTS}
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for place, (name, (title, _others)) in enumerate(COLUMNS.items()):
            page.write_string(0, place, str(title), head)
            page.set_column(place, place, 30 if name in ("link", "proportion", "answer") else 17, formats.get(name))
            if lists.get(name):
                hidden.write_column(0, place, [str(one)[:255] for one in lists[name]])
                column = letter(place + 1)
                source = f"='{hidden.get_name()}'!${column}$1:${column}${len(lists[name])}"
                page.data_validation(1, place, ROWS_WITH_LISTS, place, {"validate": "list", "source": source})
        page.freeze_panes(1, 0)
    return out.getvalue()
