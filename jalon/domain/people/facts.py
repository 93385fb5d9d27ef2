"""What is told about a person or a status, before it is checked and written."""

import re
from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from jalon.domain.accounts.enums import Language
from jalon.domain.core.errors import InvalidInput
from jalon.domain.core.text import clean
from jalon.domain.people.birth import Birth, checked_birth
from jalon.domain.people.enums import Category, Sex, StatusKind

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Who the person is and how to reach them. A person with one name has it as `last_name`."""

    last_name: str
    first_names: str = ""
    birth: Birth = Birth()
    sex: str = Sex.UNKNOWN
    language: str = Language.FR
    phone: str = ""
    email: str = ""
    address: str = ""

    def cleaned(self, *, on: date) -> "PersonFacts":
        """The same facts, cleaned; raises `InvalidInput` naming the field."""
        return replace(
            self,
            last_name=_name(self.last_name, "last_name", required=True),
            first_names=_name(self.first_names, "first_names", required=False),
            birth=checked_birth(self.birth, on=on),
            sex=_one_of(Sex, self.sex, "sex"),
            language=_one_of(Language, self.language, "language"),
            phone=_short(self.phone, 40, "phone"),
            email=_address(self.email),
            address=_text(self.address, 500, "address"),
        )

    def as_fields(self) -> dict[str, object]:
        """The values of the model's fields."""
        return {
            "last_name": self.last_name,
            "first_names": self.first_names,
            "birth_year": self.birth.year,
            "birth_month": self.birth.month,
            "birth_day": self.birth.day,
            "sex": self.sex,
            "language": self.language,
            "phone": self.phone,
            "email": self.email,
            "address": self.address,
        }


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """In what capacity the person is accompanied from `since`, with the dates the law counts from."""

    kind: str
    since: date
    category: int | None = None
    demanded_on: date | None = None
    decided_on: date | None = None
    notified_on: date | None = None
    is_student: bool = False
    is_homeless: bool = False
    works_part_time: bool = False
    previous_right_ended_on: date | None = None

    def cleaned(self) -> "StatusFacts":
        """The same facts, consistent with one another; raises `InvalidInput` naming the field."""
        _one_of(StatusKind, self.kind, "kind")
        if self.kind == StatusKind.BROAD:
            return replace(self, category=None, previous_right_ended_on=None)
        if self.category not in Category.values:
            raise InvalidInput(
                _("Choisissez la catégorie."),
                _("Elle accompagne le droit à l’intégration sociale et l’aide équivalente."),
                field="category",
            )
        self._check_order()
        return self

    def _check_order(self) -> None:
        known = [(self.demanded_on, "demanded_on"), (self.decided_on, "decided_on"), (self.notified_on, "notified_on")]
        dated = [(day, name) for day, name in known if day is not None]
        for (before, _name), (after, name) in zip(dated, dated[1:], strict=False):
            if after < before:
                raise InvalidInput(
                    _("Ces dates ne se suivent pas."),
                    _("La demande vient d’abord, puis la décision, puis la notification."),
                    field=name,
                )
        if self.previous_right_ended_on and self.previous_right_ended_on >= self.since:
            raise InvalidInput(
                _("Le droit précédent finit avant que celui-ci commence."), field="previous_right_ended_on"
            )

    def as_fields(self) -> dict[str, object]:
        """The values of the model's fields."""
        return {name: getattr(self, name) for name in self.__slots__}


def written(value: str, field: str, *, least: int = 10, limit: int = 5_000) -> str:
    """A reason in words, long enough to be one."""
    text = _text(value, limit, field)
    if len(text) < least:
        raise InvalidInput(_("Écrivez la raison en %d caractères au moins.") % least, field=field)
    return text


def _name(value: str, field: str, *, required: bool) -> str:
    name = _short(value, LONGEST_NAME, field)
    if name and not re.search(r"[^\W\d_]", name):
        raise InvalidInput(_("Un nom contient au moins une lettre."), field=field)
    if required and not name:
        raise InvalidInput(_("Écrivez le nom."), _("Une personne qui n’a qu’un nom l’a ici."), field=field)
    return name


def _short(value: str, limit: int, field: str) -> str:
    """One line: blanks of any kind and number become one space."""
    return " ".join(_text(value, limit, field).split())


def _text(value: str, limit: int, field: str) -> str:
    try:
        return clean(value, limit=limit)
    except InvalidInput as refusal:
        refusal.field = field
        raise


def _address(value: str) -> str:
    address = _short(value, 254, "email")
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            raise InvalidInput(
                _("Cette adresse e-mail n’est pas complète."), _("Par exemple : prenom.nom@exemple.be."), field="email"
            ) from error
    return address


def _one_of(choices: type, value: object, field: str) -> str:
    if value not in choices.values:  # type: ignore[attr-defined]
        raise InvalidInput(_("Choisissez une des réponses proposées."), field=field)
    return str(value)
