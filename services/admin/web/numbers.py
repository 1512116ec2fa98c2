"""Whole numbers in forms: with their bounds, and what to say beyond them."""

from typing import Any, Final

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional


def whole(label: str, low: int, high: int, **options: Any) -> IntegerField:
    """Make the field; it must lie between both bounds."""
    said = f"Un nombre entier, de {low} à {high}."
    return WholeField(label, [InputRequired(said), NumberRange(low, high, message=said)], **options)


def whole_or_none(label: str, low: int, high: int, **options: Any) -> IntegerField:
    """Make a field that may stay empty; its data are None then."""
    said = f"Un nombre entier, de {low} à {high}, ou rien."
    return WholeField(label, [Optional(), NumberRange(low, high, message=said)], **options)


MOST_DIGITS: Final = 9
"""Fits every bound, and an int32 of the contracts."""


def whole_in(text: str) -> int | None:
    """Read plain digits only: no signs of other scripts, no thousand digits; None where it is no number."""
    typed = text.strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else None


class WholeField(IntegerField):
    """Says in French what a number is."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Nothing typed is None."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = whole_in(typed)
        if typed and self.data is None:
            raise ValueError("Un nombre entier est attendu.")
