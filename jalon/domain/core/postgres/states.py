"""Migrations of a whole house in seconds: a table that is added does not draw all others anew.

For each operation Django draws again every model that is related to the one that changes, and through their centre all
of ours are related: twelve thousand models were drawn for a hundred tables. What a migration here needs of a model is
its own columns and what they refer to; those it refers to are drawn already, and stay as they are.
"""

from typing import Any

from django.db.migrations.state import ProjectState

Key = tuple[str, str]


def _itself_and_who_refers_to_it(self: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[Key]:
    """What is drawn anew when one model changes: with Django, everything that is related to it in any way."""
    if delay:
        self.is_delayed = True
    try:
        known: Any = self.apps.get_model(app_label, model_name)
    except LookupError:
        return {(app_label, model_name)}
    referring = {(one.related_model._meta.app_label, one.related_model._meta.model_name)
                 for one in known._meta.related_objects if one.related_model is not known}  # fmt: skip
    return {(app_label, model_name), *referring}


def install() -> None:
    """For this process."""
    ProjectState._find_reload_model = _itself_and_who_refers_to_it  # type: ignore[method-assign]
