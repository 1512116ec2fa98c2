"""A short digest of plain data that is the same in every process: sets are sorted, dataclasses spelt out."""

import json
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from hashlib import sha256
from typing import Any
from uuid import UUID

CHARACTERS = 16


def fingerprint(value: object) -> str:
    """Raises `TypeError` for what is not plain data."""
    return sha256(json.dumps(_plain(value), ensure_ascii=False).encode()).hexdigest()[:CHARACTERS]


def _plain(value: object) -> Any:
    if value is None or (isinstance(value, bool | int | str | float) and not isinstance(value, Enum)):
        return value
    if is_dataclass(value):
        return [type(value).__name__, *(_plain(getattr(value, field.name)) for field in fields(value))]
    if isinstance(value, Mapping):
        return sorted([str(key), _plain(item)] for key, item in value.items())
    if isinstance(value, Set):
        return sorted((_plain(item) for item in value), key=json.dumps)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum | date | UUID | Fraction):
        return [type(value).__name__, str(value)]
    raise TypeError(f"{type(value).__name__} is no plain data: a plan cannot be compared with it")
