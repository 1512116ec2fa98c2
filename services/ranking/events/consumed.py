"""What ranking hears: absences from identity, the beginning and the end of amphis from session."""

import json
from datetime import UTC
from uuid import UUID

from chassis.clock import Clock
from chassis.database import Transaction
from chassis.events.interests import Interests
from dci.events.v1.events_pb2 import Event
from dci.session.v1.session_pb2 import Decision
from services.ranking.domain.ports import Work
from services.ranking.storage.work import PgWork, TellPublished
from services.ranking.use_cases.fix_local_values import fix_at_end, remember_version

INTERESTS = Interests(bodies=frozenset({"absence_changed"}), decisions=frozenset({"validated", "ended"}))


class Hearing:
    """The consumer's handler: one event of ours, inside the inbox's transaction."""

    def __init__(self, clock: Clock, tell_published: TellPublished) -> None:
        self._clock = clock
        self._tell_published = tell_published

    def __call__(self, tx: Transaction, event: Event) -> None:
        """Do what the event asks for."""
        work = PgWork(tx, self._tell_published)
        match event.WhichOneof("body"):
            case "absence_changed":
                change = event.absence_changed
                work.absences.record(
                    change.intern_id,
                    change.semestre,
                    change.version,
                    self._clock.now(),
                    absent=change.absent,
                )
            case "decision":
                _hear_decision(work, event.decision)
            case _:
                return


def _hear_decision(work: Work, decision: Decision) -> None:
    amphi_id = UUID(decision.amphi_id)
    match decision.type:
        case "validated":
            validated = json.loads(decision.payload)
            in_order = sorted(validated["interns"], key=lambda each: each["rang_appel"])
            interns = [each["intern_id"] for each in in_order]
            remember_version(work, amphi_id, validated["list_version"], interns)
        case "ended":
            fix_at_end(work, amphi_id, decision.at.ToDatetime(tzinfo=UTC))
        case _:
            return
