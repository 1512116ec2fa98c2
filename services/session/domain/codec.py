"""Events to canonical JSON and back: the same event is the same bytes wherever it is written (ENG-8).

Keys sorted, no spaces, UTF-8 as it is; only strings, whole numbers, booleans, lists and objects: instants as
« 2026-11-23T08:00:00.000000Z », durations in whole microseconds (`…_us`), nothing where there is nothing.
"""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from services.session.domain import events

Json = Mapping[str, Any]
T = TypeVar("T")

_MICROSECOND = timedelta(microseconds=1)
_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"


def canonical(value: object) -> str:
    """The one way to write this JSON value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def type_name(event: events.Event) -> str:
    """« turn_announced » for `TurnAnnounced`: the type of a decision in the log."""
    return _snake(type(event).__name__)


def plain(value: object) -> Json:
    """A dataclass of the domain as a JSON object."""
    return cast("Json", _plain(value))


def rebuilt(kind: type[T], content: Json) -> T:
    """The dataclass that was made plain so."""
    return cast("T", _rebuild(kind, content))


def payload(event: events.Event) -> Json:
    """What the log keeps of an event besides its type."""
    return plain(event)


def event_from(name: str, content: Json) -> events.Event:
    """The event that was written so."""
    return cast("events.Event", _rebuild(_types()[name], content))


def instant(value: datetime) -> str:
    """An instant as the log writes it."""
    return value.astimezone(UTC).strftime(_INSTANT)


def instant_from(text: str) -> datetime:
    """The instant that the log wrote."""
    return datetime.strptime(text, _INSTANT).replace(tzinfo=UTC)


def _plain(value: object) -> object:
    if is_dataclass(value):
        pairs = ((name, getattr(value, name)) for name in _names(value.__class__))
        return {_key(name, item): _plain(item) for name, item in pairs if item is not None}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    for kind, write in _WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    return value


def _rebuild(kind: Any, value: Any) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(**{field.name: field.read(value) for field in _fields(kind) if field.is_in(value)})
    if get_origin(kind) is tuple:
        return tuple(_rebuild(get_args(kind)[0], item) for item in value)
    if kind in _READERS:
        return _READERS[kind](value)
    return kind(value) if issubclass(kind, Enum) else value


@dataclass(frozen=True, slots=True)
class _Field:
    """One of a dataclass, as JSON has it; `later`: older logs have none, its default is what was meant."""

    name: str
    key: str
    kind: Any
    optional: bool
    later: bool

    def is_in(self, content: Json) -> bool:
        return self.key in content or not self.later

    def read(self, content: Json) -> Any:
        return None if self.optional and self.key not in content else _rebuild(self.kind, content[self.key])


@cache
def _fields(kind: type[Any]) -> tuple[_Field, ...]:
    hints = get_type_hints(kind)
    return tuple(_field(each, hints[each.name]) for each in fields(kind))


def _field(each: Field[Any], hint: Any) -> _Field:
    optional = get_origin(hint) in {Union, types.UnionType}
    kind = get_args(hint)[0] if optional else hint
    key = f"{each.name}_us" if kind is timedelta else each.name
    return _Field(each.name, key, kind, optional, later=each.default is not MISSING)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _key(name: str, value: object) -> str:
    return f"{name}_us" if isinstance(value, timedelta) else name


@cache
def _types() -> Mapping[str, type[events.Event]]:
    return {_snake(kind.__name__): kind for kind in get_args(events.Event)}


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


_WRITERS: dict[type, Callable[[Any], object]] = {
    datetime: instant,
    timedelta: lambda value: value // _MICROSECOND,
    UUID: str,
    Enum: lambda value: value.value,
}
_READERS: dict[type, Callable[[Any], object]] = {
    datetime: instant_from,
    timedelta: lambda value: value * _MICROSECOND,
    UUID: UUID,
}
