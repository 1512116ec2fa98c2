"""Two administrateurs correct confirmed choices: one proposes, the other approves (CHX-6)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from random import Random
from typing import Any, Final

from dci.session.v1 import session_pb2 as session
from tests.faults.ars.room import Room, new_key
from tests.faults.world.prepared import Prepared

WITH_A_POST: Final = frozenset({session.PASSAGE_STATE_A_CHOISI, session.PASSAGE_STATE_AFFECTE})
SENT_AGAIN: Final = 0.3


@dataclass(frozen=True, slots=True)
class Line:
    """This intern shall have `numero` instead of `before`."""

    amphi_id: str
    intern_id: str
    rang_appel: int
    before: int
    numero: int


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a post, not in surnombre."""

    amphi: Prepared
    rang: int
    numero: int
    des: str


def correct_one(room: Room, amphi: Prepared, chance: Random) -> None:
    """Somebody gets a free post instead."""
    holders = _holders(room, amphi)
    if not holders:
        return
    holder = chance.choice(holders)
    free = [each.numero for each in room.posts(amphi) if not each.pourvu and each.des_code == holder.des]
    if free:
        _correct(room, amphi, chance, [_line(holder, chance.choice(free))])


def exchange_two(room: Room, amphi: Prepared, chance: Random) -> None:
    """Two get each other's post, of two amphis of the stock where there are two (CHX-9)."""
    other = chance.choice(room.amphis)
    ours, theirs = _holders(room, amphi), _holders(room, other)
    pairs = [(one, two) for one in ours for two in theirs if one.des == two.des and one.numero != two.numero]
    if pairs:
        one, two = chance.choice(pairs)
        _correct(room, amphi, chance, [_line(one, two.numero), _line(two, one.numero)])


def _holders(room: Room, amphi: Prepared) -> list[Holder]:
    return [
        Holder(amphi, each.rang_appel, each.numero, each.des_code)
        for each in room.passages(amphi)
        if each.state in WITH_A_POST and not each.type_choix.startswith("surnombre")
    ]


def _line(holder: Holder, numero: int) -> Line:
    amphi, rang = holder.amphi, holder.rang
    return Line(amphi.amphi_id, amphi.ids[rang], rang, holder.numero, numero)


def _correct(room: Room, amphi: Prepared, chance: Random, lines: Sequence[Line]) -> None:
    proposer, approver = chance.sample(room.campaign.administrateurs, 2)
    correction_id = _proposed(room, amphi, chance, lines, proposer)
    if correction_id is None:
        return
    notes, key = room.notes(approver, amphi), new_key(chance)
    about: dict[str, Any] = {
        "act": "correct",
        "amphi_id": amphi.amphi_id,
        "correction_id": correction_id,
        "lines": [asdict(line) for line in lines],
    }
    request = session.ApproveCorrectionRequest(amphi_id=amphi.amphi_id, key=key, correction_id=correction_id)
    for _ in range(1 + (chance.random() < SENT_AGAIN)):
        notes.sent(key, lambda: room.contracts.ars.conduct.ApproveCorrection(request), **about)


def _proposed(
    room: Room, amphi: Prepared, chance: Random, lines: Sequence[Line], proposer: Any
) -> str | None:
    key = new_key(chance)
    request = session.ProposeCorrectionRequest(
        amphi_id=amphi.amphi_id,
        key=key,
        lines=[
            session.CorrectionLine(amphi_id=one.amphi_id, rang_appel=one.rang_appel, numero=one.numero)
            for one in lines
        ],
        reason="Erreur de saisie",
    )
    told = room.notes(proposer, amphi).asked(
        "propose",
        lambda: room.contracts.ars.conduct.ProposeCorrection(request),
        amphi_id=amphi.amphi_id,
        key=key,
    )
    return None if told is None else str(told.correction.correction_id)
