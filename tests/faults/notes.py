"""What people beside the turns sent and were answered, as simulated interns note it (`history.py`)."""

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from chassis.errors import DomainError, Kind

TRIES: Final = 120
AGAIN_AFTER: Final = 0.5
SETTLES_NOTHING: Final = frozenset({Kind.UNAVAILABLE, Kind.LIMITED, Kind.UNAUTHENTICATED})

Call = Callable[[], Any]
Acting = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True, slots=True)
class Notes:
    """Of one person, in one file; `acting`: what makes calls that person's."""

    file: Path
    who: str
    acting: Acting = nullcontext

    def sent(self, key: str, call: Call, **about: Any) -> Any:
        """A command of an amphi, under one key until it is answered (G-3); its answer, or None: refused."""
        return self._until_answered(("sent", "answered", "unknown"), call, {"key": key, **about})

    def asked(self, act: str, call: Call, **about: Any) -> Any:
        """Anything else, until it is answered; its answer, or None: refused."""
        return self._until_answered(("asked", "told", "untold"), call, {"act": act, **about})

    def _until_answered(self, words: tuple[str, str, str], call: Call, about: dict[str, Any]) -> Any:
        sends, hears, knows_nothing = words
        for _ in range(TRIES):
            self._note(sends, **about)
            try:
                with self.acting():
                    answer = call()
            except DomainError as error:
                if error.kind in SETTLES_NOTHING:
                    self._note(knows_nothing, **about, why=error.code)
                    time.sleep(AGAIN_AFTER)
                    continue
                self._note(hears, **about, yes=False, code=error.code)
                return None
            self._note(hears, **about, yes=True, **_facts(answer))
            return answer
        return None

    def _note(self, what: str, **facts: Any) -> None:
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"what": what, "client": self.who, "at": at, **facts}) + "\n")


def _facts(answer: Any) -> dict[str, Any]:
    """What the answer says that a checker can hold against the record."""
    names = {field.name for field in answer.DESCRIPTOR.fields}
    return {name: getattr(answer, name) for name in ("seq", "effective") if name in names}
