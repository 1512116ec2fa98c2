"""What is known of a run once it is over, from outside: the only thing that the checker reads.

Rows are plain JSON objects, so that a history can be kept, read again, and doctored. Instants are
« 2027-03-01T08:00:00.000000Z ». What is in them:

- `clients`: what simulated interns, mandataires, onlookers and people of ARS sent and saw. `what` is
  `sent` (amphi_id, key: once each time it was sent), `answered` (the same, `yes` with seq and, of a choice,
  hash; or `yes` false with code), `unknown` (nobody answered: it may have been done).
  Of a choice there are intern_id and numero; else `act` says what it is: `place` (intern_id, rang, numero),
  `correct` (correction_id, lines), `pause`, `resume`.
  `asked`, `told`, `untold`: the same of what is no command of an amphi. `act` is `propose` (amphi_id, key),
  `note a placement` (amphi_id, rang, numero), `type_choix` and `procuration` (intern_id, wanted, and told
  `effective`: session counts it), `accept`, `add`, `withdraw`, `lift` (numero).
  `saw` (amphi_id, rang, numero: « a choisi » on a screen), `head` (client, amphi_id, seq: how far a screen
  was), `frozen` (amphi_id). Each has `at`, by the clock of the client.
- `mails`: what the mailbox has about places: `to`, `numero`, and `about`: `choice`, `by_proxy` (to the
  mandataire), `placed`, `corrected`.
- `session`, `postes`: rows of both databases by table.
- `record`: the decision logs as anybody may fetch them; `published`: the same as Kafka has them, doubles too.
- `away`: what was away, known by who took it away: `part` (session, postes, kafka, clock), `since`, `until`;
  `alone` where nothing else was disturbed meanwhile.
- `addresses`: intern_id → e-mail; `mandataires`: intern_id → e-mail of whoever may have had a procuration.
- `over`: everything had come back and come to rest when the rows were read.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
Rows = list[Row]
Tables = Mapping[str, Rows]


@dataclass(frozen=True, slots=True)
class History:
    """One run, as everybody outside saw it."""

    clients: Rows = field(default_factory=list)
    mails: Rows = field(default_factory=list)
    session: Tables = field(default_factory=dict)
    postes: Tables = field(default_factory=dict)
    record: Rows = field(default_factory=list)
    published: Rows = field(default_factory=list)
    away: Rows = field(default_factory=list)
    addresses: Mapping[str, str] = field(default_factory=dict)
    mandataires: Mapping[str, str] = field(default_factory=dict)
    over: bool = True


def save(history: History, file: Path) -> None:
    """Keep it, to be looked at or checked again."""
    file.write_text(json.dumps(asdict(history), ensure_ascii=False))


def load(file: Path) -> History:
    """What was kept."""
    return History(**json.loads(file.read_text()))
