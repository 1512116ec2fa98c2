"""Rooms and journals for the request being answered: from memory, with names and phones for who looks."""

from collections.abc import Mapping

from chassis.errors import DomainError, Kind
from chassis.live.board import Snapshot, State
from chassis.web.login import required_person
from dci.session.v1.session_pb2 import Decision
from services.admin.context import clients, watch
from services.admin.web.regie.room import Around, Room, room_of
from services.admin.web.regie.wording import Entry, entry_of


def make_room(amphi_id: str, *, with_people: bool = True) -> Room:
    """Make the room of an amphi; `DomainError` where there is none."""
    known = watch()
    snapshot = known.board(amphi_id).snapshot
    amphi, ids = snapshot.state["amphi"], snapshot.aside.get("internes", {})
    around = Around(
        now=known.clock.now(),
        present=_present(amphi_id),
        phones=known.people.phones(amphi_id, sorted(set(ids.values()))) if with_people else None,
        labels=known.labels.of(amphi["offer_id"], _chosen(snapshot.state)) if with_people else None,
        mandataires=_mandataires(snapshot) if with_people else None,
    )
    return room_of(amphi_id, snapshot, around)


def _mandataires(snapshot: Snapshot) -> Mapping[str, tuple[str, str]]:
    """E-mail and phone of whoever holds the procuration of those still to choose."""
    ids, passages = snapshot.aside.get("internes", {}), snapshot.state["passages"]
    given = sorted(
        ids[rang] for rang, each in passages.items() if each.get("procuration") and not each["numero"]
    )
    found = watch().mandataires.of(snapshot.state["amphi"]["semestre"], given)
    return {intern_id: (each.email, each.telephone) for intern_id, each in found.items()}


def entries(amphi_id: str, last: int, after: int | None = None) -> list[Entry]:
    """Say the newest decisions, or those between two numbers; the newest first."""
    names = watch().board(amphi_id).snapshot.aside.get("noms", {})
    me = required_person().user_id
    return [entry_of(each, names, me) for each in _decisions(amphi_id, last, after)]


def _decisions(amphi_id: str, last: int, after: int | None) -> list[Decision]:
    if after is None:
        return watch().journals.upto(amphi_id, last)
    found = clients().session.decisions_since(amphi_id, after)
    return [each for each in reversed(found) if each.seq <= last]


def _chosen(state: State) -> set[int]:
    return {each["numero"] for each in state["passages"].values() if each.get("numero")}


def _present(amphi_id: str) -> frozenset[int]:
    try:
        return watch().presences.of(amphi_id)
    except DomainError as error:
        if error.kind is not Kind.UNAVAILABLE:
            raise
        return frozenset()
