"""A date and a time as staff type them: Paris time, and only times that exist."""

from datetime import UTC, datetime
from typing import Any

from wtforms import DateTimeLocalField, Field
from wtforms.validators import InputRequired, ValidationError

from chassis.web.formats import PARIS

FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"]
YEARS = range(2000, 2101)


def paris_time(label: str, *, required: str, **options: Any) -> DateTimeLocalField:
    """Make the field; `instant(field)` gives what it means."""
    return DateTimeLocalField(label, [InputRequired(required), _exists], format=FORMATS, **options)


def instant(field: DateTimeLocalField) -> datetime:
    """What was typed, as an instant; in the hour that comes twice, the first."""
    if field.data is None:
        raise ValueError("only a validated field holds an instant")
    return field.data.replace(tzinfo=PARIS)


def _exists(_form: object, field: Field) -> None:
    if field.data is None:
        return
    if field.data.year not in YEARS:
        raise ValidationError("Indiquez une date de ce siècle.")
    meant = field.data.replace(tzinfo=PARIS)
    if meant.astimezone(UTC).astimezone(PARIS).replace(tzinfo=None) != field.data:
        raise ValidationError("Cette heure n’existe pas ce jour-là (passage à l’heure d’été).")
