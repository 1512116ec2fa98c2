"""Whole numbers in forms: with their bounds, and what to say beyond them."""

from typing import Any

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


class WholeField(IntegerField):
    """Says in French what a number is."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read plain digits only: no signs of other scripts, no thousand digits."""
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            self.data = None
            return
        if not (typed.isascii() and typed.isdigit() and len(typed) < 10):  # noqa: PLR2004  # fits every bound
            self.data = None
            raise ValueError("Un nombre entier est attendu.")
        self.data = int(typed)
