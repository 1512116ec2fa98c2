"""What a validated field holds, as the type it must have."""

from wtforms import Field


def text_of(field: Field) -> str:
    """Text; empty where nothing was typed."""
    return str(field.data or "")


def number_of(field: Field) -> int:
    """A whole number; the field is required."""
    return int(field.data)


def texts_of(field: Field) -> list[str]:
    """Several values."""
    return [str(each) for each in field.data or ()]
