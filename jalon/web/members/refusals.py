"""A refusal of the domain, shown where the person can mend it."""

from django import forms

from jalon.domain.core.errors import DomainError


def show_refusal(form: forms.Form, refusal: DomainError) -> None:
    """Beside its field when it has one in this form, else at the top."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
