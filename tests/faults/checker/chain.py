"""The hash chain of a record, as ENG-8 describes it: computed here anew, from the published lines alone."""

import json
from hashlib import sha256
from typing import Any, Final

from tests.faults.history import Row, Rows

FIRST: Final = "0" * 64
HASHED: Final = ("actor", "amphi_id", "at", "payload", "prev_hash", "seq", "type")


def digest(line: Row) -> str:
    """The SHA-256 of a line's canonical JSON."""
    hashed: dict[str, Any] = {name: line[name] for name in HASHED}
    text = json.dumps(hashed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def first_fault(lines: Rows) -> str | None:
    """What is wrong with the first line that is changed, missing or out of order."""
    before = FIRST
    at = ""
    for seq, line in enumerate(lines, start=1):
        if line["seq"] != seq:
            return f"decision {seq} is missing or out of order ({line['seq']} stands there)"
        if line["prev_hash"] != before:
            return f"decision {seq} does not follow the one before it"
        if line["hash"] != digest(line):
            return f"decision {seq} was changed"
        if line["at"] < at:
            return f"decision {seq} is older than the one before it"
        before, at = line["hash"], line["at"]
    return None
