"""The one family of errors that users are meant to read.

Services subclass `DomainError`; the chassis carries it through gRPC, and the web through HTTP, by its kind.
"""

import re
from enum import Enum
from typing import ClassVar

_PLACE = re.compile(r"{(\w+)}")


class Kind(Enum):
    """What an error asks of whoever gets it; one table makes a gRPC status of it, one an HTTP one."""

    INVALID = "invalid"
    """The request itself is wrong: correct it. `details` says which field."""
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    """Right request, wrong moment: the state of things refuses it."""
    FORBIDDEN = "forbidden"
    UNAUTHENTICATED = "unauthenticated"
    LIMITED = "limited"
    """Too many tries: wait."""
    UNAVAILABLE = "unavailable"
    """No answer: whether it was done is unknown. Ask again."""


class DomainError(Exception):
    """An error with a stable `code`, a `kind` and a French text that says what, where and what to do.

    `details` (for a form: field → French text) fill the `{places}` of the text that bear their name.
    """

    code: ClassVar[str] = "erreur"
    kind: ClassVar[Kind] = Kind.INVALID
    text: str = "La demande n’a pas pu être traitée."

    def __init__(self, text: str | None = None, **details: object) -> None:
        self.details: dict[str, str] = {name: str(value) for name, value in details.items()}
        self.text = _PLACE.sub(self._filled, type(self).text if text is None else text)
        super().__init__(self.text)

    def _filled(self, place: re.Match[str]) -> str:
        return self.details.get(place[1], place[0])


class RemoteError(DomainError):
    """What another service answered, code and text; or that it could not answer (`kind` UNAVAILABLE)."""

    def __init__(self, *, code: str, kind: Kind, text: str, details: dict[str, str]) -> None:
        super().__init__()
        self.code = code  # type: ignore[misc]  # of one instance here: the class stands for every remote error
        self.kind = kind  # type: ignore[misc]
        self.text = text
        self.details = details
        self.args = (text,)
