"""What a client sent, was answered and saw, a JSON object a line: what the checker of tests/faults reads.

Every row has `what`, `client` and `at` (UTC, by the client's own clock). `what` is

- `sent`: amphi_id, intern_id, key, numero; once each time that it was sent
- `answered`: the same, and `yes` true with seq, hash, recu_a, or `yes` false with code
- `unknown`: the same, and why: no answer came, or one that settles nothing (503); it may have been done
- `saw`: amphi_id, rang, numero: « a choisi » on a screen
- `head`: amphi_id, seq: how far a screen is; `gap`: a decision was missed, the screen asks again
- `frozen`: amphi_id
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TextIO


@dataclass(frozen=True, slots=True)
class History:
    """Rows of one client; `output` None: nobody wants them."""

    client: str
    output: TextIO | None = None

    def note(self, what: str, **facts: Any) -> None:
        """Add a row; it is in the file when this returns, so that a killed run keeps it."""
        if self.output is not None:
            row = {"what": what, "client": self.client, "at": _now(), **facts}
            self.output.write(json.dumps(row, ensure_ascii=False) + "\n")
            self.output.flush()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
