"""One line of a record: a decision as published, and the hash that it must have (IFC-13)."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from chassis.record.canonical import NotPlain, canonical, plain_object

FIRST_PREV_HASH: Final = "0" * 64
LONGEST_LINE: Final = 4 * 1024 * 1024
"""Bytes. The longest there is, `validated`, says about 120 bytes of each intern."""

_TEXTS: Final = {
    "amphi_id": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "at": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII),
    "actor": re.compile(r".{1,200}"),
    "type": re.compile(r"[a-z_]{1,50}"),
    "prev_hash": re.compile(r"[0-9a-f]{64}"),
    "hash": re.compile(r"[0-9a-f]{64}"),
}
KEYS: Final = frozenset({*_TEXTS, "seq", "payload"})
_GIVE_POSTS: Final = frozenset({"chosen", "placed", "corrected"})
ENDED: Final = "ended"


@dataclass(frozen=True, slots=True)
class Line:
    """A decision as a record has it; `digest` is what its hash must be, from its content."""

    amphi_id: str
    seq: int
    at: str
    actor: str
    type: str
    payload: dict[str, Any]
    prev_hash: str
    hash: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the canonical JSON of everything but `hash`."""
        hashed = {key: getattr(self, key) for key in KEYS if key != "hash"}
        return sha256(canonical(hashed)).hexdigest()

    def written(self) -> bytes:
        """The line as published, with its end."""
        return canonical({key: getattr(self, key) for key in KEYS}) + b"\n"

    @property
    def posts_given(self) -> tuple[tuple[str, int], ...]:
        """(intern_id, number of the post), for each intern who has one by this decision."""
        if self.type not in _GIVE_POSTS:
            return ()
        several = [part for value in self.payload.values() if isinstance(value, list) for part in value]
        own = [part for part in (self.payload, *several) if self._is_of_this_amphi(part)]
        found = [(part.get("intern_id"), part.get("numero")) for part in own]
        return tuple((who, what) for who, what in found if isinstance(who, str) and isinstance(what, int))

    def _is_of_this_amphi(self, part: object) -> bool:
        """A correction may exchange posts with another amphi, whose record has it too (CHX-6)."""
        return isinstance(part, dict) and part.get("amphi_id", self.amphi_id) == self.amphi_id

    @property
    def extends_an_ended_amphi(self) -> bool:
        """After `ended`: whether this makes a new edition (ENG-7)."""
        return self.type in {"placed", "corrected"}


def read_line(raw: bytes) -> Line:
    """The decision of a line; `NotPlain` says what is wrong with it."""
    if len(raw) > LONGEST_LINE:
        raise NotPlain(f"elle dépasse {LONGEST_LINE // 1024 // 1024} Mio")
    found = plain_object(raw)
    if missing := sorted(KEYS - found.keys()):
        raise NotPlain(f"il y manque « {missing[0]} »")
    if unknown := sorted(found.keys() - KEYS):
        raise NotPlain(f"« {unknown[0][:40]} » n’y a pas sa place")
    for key, shape in _TEXTS.items():
        if not isinstance(found[key], str) or not shape.fullmatch(found[key]):
            raise NotPlain(f"« {key} » n’a pas la forme attendue")
    if type(found["seq"]) is not int or found["seq"] < 1:
        raise NotPlain("« seq » n’est pas un nombre entier à partir de 1")
    if not isinstance(found["payload"], dict):
        raise NotPlain("« payload » n’est pas un objet JSON")
    canonical(found)
    return Line(**found)
