"""What identity and session tell is copied for the lists."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest

from chassis.errors import Kind, RemoteError
from dci.events.v1.events_pb2 import AbsenceChanged, Event, InterneChanged, SpecialityChanged
from dci.session.v1.session_pb2 import Decision
from services.postes.domain.appele import Appele
from services.postes.events.copies import INTERESTS, handle
from services.postes.events.roster_copier import RosterCopier
from services.postes.storage import affectations, persons
from services.postes.tests.factories import World, committed, fiche, roster_line
from services.postes.use_cases.copy_rosters import CopyRosters

pytestmark = pytest.mark.real

AMPHI, MEHDI = uuid4(), uuid4()


def heard(world: World, *events: Event) -> None:
    for event in filter(INTERESTS.include, events):
        with committed(world.database) as tx:
            handle(tx, event)


def validated(seq: int = 1, kind: str = "validated") -> Event:
    return Event(decision=Decision(amphi_id=str(AMPHI), seq=seq, type=kind))


class Session:
    """session's answers, and how often it was asked."""

    def __init__(self, *lines: Appele) -> None:
        self.lines = lines
        self.asked = 0
        self.away = False
        self.impossible: UUID | None = None

    def __call__(self, amphi_id: UUID) -> Sequence[Appele]:
        self.asked += 1
        if amphi_id == self.impossible:
            return [*self.lines, *self.lines]
        if self.away:
            raise RemoteError(code="service_indisponible", kind=Kind.UNAVAILABLE, text="", details={})
        return self.lines


def of_mehdi(world: World) -> tuple[str, str, str, int]:
    with world.database.transaction() as tx:
        (row,) = affectations.of_intern(tx, MEHDI)
    return row["prenom"], row["nom"], row["ufr"], row["semestres_valides"]


@pytest.fixture
def chosen(world: World) -> World:
    world.given(fiche(2931))
    world.chosen(2931, intern_id=MEHDI, amphi_id=AMPHI)
    return world


def interne(ufr: str) -> Event:
    told = InterneChanged(intern_id=str(MEHDI), nom="MARTIN", prenom="Mehdi", ufr=ufr)
    return Event(interne_changed=told)


@pytest.mark.rule("AFF-1")
def test_names_and_ufr_come_from_the_register_and_follow_it(chosen: World) -> None:
    heard(chosen, interne(ufr="Créteil"), interne(ufr="Paris VII Méd"))
    assert of_mehdi(chosen) == ("Mehdi", "MARTIN", "Paris VII Méd", 0)


@pytest.fixture
def session() -> Session:
    return Session(roster_line(MEHDI, anciennete=6))


@pytest.fixture
def copier(chosen: World, session: Session) -> RosterCopier:
    return RosterCopier(CopyRosters(chosen.database, persons, session))


@pytest.mark.rule("AFF-1")
def test_the_roster_of_a_validated_amphi_is_copied_once(
    chosen: World, session: Session, copier: RosterCopier
) -> None:
    heard(chosen, validated(seq=1))
    assert copier.look()
    heard(chosen, validated(seq=1), validated(seq=2, kind="opened"))
    assert copier.look()
    assert session.asked == 1
    assert of_mehdi(chosen) == ("Mehdi", "MARTIN", "", 6)


def test_a_second_validation_takes_the_new_roster(
    chosen: World, session: Session, copier: RosterCopier
) -> None:
    heard(chosen, validated(seq=1))
    copier.look()
    session.lines = (roster_line(MEHDI, anciennete=7),)
    heard(chosen, validated(seq=9))
    copier.look()
    assert of_mehdi(chosen)[3] == 7
    assert chosen.count("roster") == 1


def test_while_session_is_away_the_roster_stays_wanted(
    chosen: World, session: Session, copier: RosterCopier
) -> None:
    session.away = True
    heard(chosen, validated())
    assert not copier.look()
    session.away = False
    assert copier.look()
    assert of_mehdi(chosen)[3] == 6


def test_a_roster_that_cannot_be_copied_stops_nobody_elses(
    chosen: World, session: Session, copier: RosterCopier
) -> None:
    session.impossible = UUID(int=0)
    heard(
        chosen,
        Event(decision=Decision(amphi_id=str(session.impossible), seq=1, type="validated")),
        validated(),
    )
    assert not copier.look()
    assert of_mehdi(chosen)[3] == 6


def test_labels_of_groupes_and_des_follow_identity(world: World) -> None:
    world.given(fiche(2931, des="99", groupe="9"))
    heard(
        world,
        Event(speciality_changed=SpecialityChanged(groupe=False, code="99", label="99 - NOUVEAU DES")),
        Event(speciality_changed=SpecialityChanged(groupe=True, code="9", label="9 - NOUVEAU GROUPE")),
    )
    with world.database.transaction() as tx:
        row = tx.one("SELECT groupe_label, des_label FROM post_line ORDER BY numero")
    assert row == {"groupe_label": "9 - NOUVEAU GROUPE", "des_label": "99 - NOUVEAU DES"}


def test_other_events_are_none_of_ours(world: World) -> None:
    heard(world, Event(absence_changed=AbsenceChanged(intern_id=str(MEHDI))), Event())
    assert world.count("interne") == world.count("roster_wanted") == 0


@pytest.mark.rule("SIM-1")
def test_the_call_list_of_a_rehearsal_is_not_copied(world: World) -> None:
    told = validated()
    told.rehearsal = "essai-0123abcd"
    heard(world, told)
    with world.database.transaction() as tx:
        assert persons.rosters_wanted(tx) == []
