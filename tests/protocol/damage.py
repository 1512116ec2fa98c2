"""What two databases say against the guarantees: the properties of `turn.pml`, asked in SQL."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from chassis.database import Database
from services.postes.grpc_api.settlement import _demande
from services.session.adapters.postes import _request
from services.session.domain.demande import Demande
from services.session.storage import decisions
from tests.protocol import counterexamples as names

ENDS_OF_TURNS: Final = {"chosen", "turn_missed"}


def damage(
    session: Database,
    postes: Database,
    amphi_id: UUID,
    told: Mapping[int, Sequence[Any]],
    asked: Sequence[Demande],
) -> set[str]:
    """The properties that do not hold.

    `told`: what each choice was answered; `asked`: every question that was put to postes.
    """
    with postes.transaction() as tx:
        places = tx.all("SELECT numero, intern_id, turn_id FROM place ORDER BY numero, turn_id")
        digests = {
            row["id"]: row["digest"] for row in tx.all("SELECT id, digest FROM settlement ORDER BY id")
        }
    with session.transaction() as tx:
        log = [one for one in decisions.after(tx, amphi_id, 0, None, None) if one.type in ENDS_OF_TURNS]
        choices = tx.all(
            "SELECT turn_id, payload, answer FROM command WHERE turn_id IS NOT NULL ORDER BY received_at, id"
        )
    ended = [one.payload["turn_id"] for one in log]
    chosen = {(one.payload["turn_id"], one.payload["numero"]) for one in log if one.type == "chosen"}
    missed = {one.payload["turn_id"] for one in log if one.type == "turn_missed"}
    held = {(str(row["turn_id"]), row["numero"]) for row in places}
    refused = {
        (str(row["turn_id"]), row["payload"]["choix"]["numero"])
        for row in choices
        if row["answer"] is not None and "refused" in row["answer"]
    }
    found = {
        names.ONE_HOLDER: _twice([row["numero"] for row in places]),
        names.ONE_OUTCOME: _twice(ended),
        names.ONE_PLACE: _twice([row["turn_id"] for row in places]),
        names.NOT_BOTH: bool(missed & {turn for turn, _ in held}),
        names.NOT_LOST: not chosen <= held,
        names.REFUSED_HAS_NONE: bool(refused & held),
        names.ONE_ANSWER: any(len(set(answers)) > 1 for answers in told.values()),
        names.ANSWERED: any(row["answer"] is None for row in choices),
        names.LOG_IS_TRUE: any(
            _demande(_request(one)).digest != digests[one.choix.choice_id]
            for one in asked
            if (str(one.choix.turn_id), one.choix.numero) in chosen and one.choix.choice_id in digests
        ),
    }
    return {name for name, broken in found.items() if broken}


def _twice(things: Sequence[object]) -> bool:
    return len(set(things)) != len(things)
