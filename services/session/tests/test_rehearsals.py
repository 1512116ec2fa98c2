"""« Amphis blancs »: a copy in a world of its own, of which nothing stays (SIM-1)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from chassis.database import Database
from dci.events.v1.events_pb2 import Event
from services.session.domain.amphi import Phase
from services.session.domain.droits import Droits, TypeChoix
from services.session.domain.fiche import Fiche
from services.session.domain.settings import Settings
from services.session.tests.doubles import Unreachable
from services.session.tests.world import World, staff, timetable
from services.session.use_cases import boards
from services.session.use_cases.books import Rights
from services.session.use_cases.create_rehearsal import Wish, create_rehearsal
from services.session.use_cases.cut_into_sessions import cut_into_sessions
from services.session.use_cases.end import end
from services.session.use_cases.errors import (
    AmphiInconnu,
    PasDecoupe,
    RepetitionDeRepetition,
    RepetitionInconnue,
    VitesseImpossible,
)
from services.session.use_cases.forget_rehearsal import forget_rehearsal
from services.session.use_cases.list_rehearsals import list_rehearsals
from services.session.use_cases.participants import participants
from services.session.use_cases.place import place
from services.session.use_cases.start import start

pytestmark = [pytest.mark.real, pytest.mark.rule("SIM-1")]

MANDATAIRE = UUID(int=999)


def rehearsed(world: World, amphi_id: UUID, **wish: Any) -> Fiche:
    return create_rehearsal(world.engine, world.lists, world.offers, Wish(amphi_id, **wish), staff())


def forget(world: World, semestre: str) -> None:
    forget_rehearsal(world.engine, world.offers, semestre, staff())


def rows_with(database: Database, *texts: str) -> dict[str, int]:
    """Table → rows in which any of these stands, whatever the column; tables without any are left out."""
    found = {}
    with database.transaction() as tx:
        tables = tx.all(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name"
        )
        for table in (row["table_name"] for row in tables):
            hexed = [text.encode().hex() for text in texts]
            count = tx.value(
                f"SELECT count(*) FROM {table} AS line WHERE line::text LIKE ANY (%s)",  # noqa: S608
                [[f"%{text}%" for text in (*texts, *hexed)]],
            )
            if count:
                found[table] = count
    return found


def people(world: World, fiche: Fiche) -> dict[int, UUID]:
    return {
        one.inscrit.rang_appel: one.inscrit.intern_id for one in participants(world.engine, fiche.amphi_id)
    }


def choose(world: World, fiche: Fiche, rang: int, numero: int) -> None:
    """As the participant of this rank."""
    intern_id = people(world, fiche)[rang]
    world.choose(fiche.amphi_id, intern_id.int, numero)


def test_a_copy_has_its_own_semestre_its_own_people_and_runs_faster(world: World) -> None:
    amphi_id = world.validated(internes=3, settings=Settings(duree_tour=timedelta(seconds=60)), par_session=2)
    before = rows_with(world.database, str(amphi_id))

    fiche = rehearsed(world, amphi_id, speed=10)

    sheet = boards.sheet(world.engine, fiche.amphi_id, with_brouillon=False)
    assert fiche.semestre.startswith("essai-")
    assert fiche.offer_id == f"{fiche.semestre}:3"
    assert sheet.row.fiche.settings.duree_tour == timedelta(seconds=6)
    assert sheet.row.fiche.settings.grace_reseau == Settings().grace_reseau
    assert [(part.first_rang, part.last_rang) for part in sheet.slices] == [(1, 2), (3, 3)]
    names = [(one.inscrit.nom, one.inscrit.rang_appel) for one in participants(world.engine, fiche.amphi_id)]
    assert names == [("NOM1", 1), ("NOM2", 2), ("NOM3", 3)]
    assert set(people(world, fiche).values()).isdisjoint({UUID(int=rang) for rang in (1, 2, 3)})
    assert world.offers.copies == {fiche.semestre: "052027:3"}
    assert rows_with(world.database, str(amphi_id)) == before


def test_a_brouillon_is_rehearsed_on_its_list_as_it_is_now(world: World) -> None:
    amphi_id = world.draft(internes=2)
    with pytest.raises(PasDecoupe):
        rehearsed(world, amphi_id)
    cut_into_sessions(world.engine, amphi_id, timetable())

    fiche = rehearsed(world, amphi_id)

    assert len(people(world, fiche)) == 2
    assert boards.sheet(world.engine, amphi_id, with_brouillon=True).row.phase == Phase.BROUILLON


def test_rights_and_placements_come_along_with_new_mandataires(world: World) -> None:
    amphi_id = world.draft(internes=4)
    cut_into_sessions(world.engine, amphi_id, timetable())
    given = {
        1: Droits(procuration=True, mandataire_id=MANDATAIRE),
        2: Droits(type_choix=TypeChoix.SURNOMBRE_VALIDANT),
        3: Droits(absent=True),
    }
    with world.database.transaction() as tx:
        for rang, droits in given.items():
            rights = Rights(droits, "grossesse" if droits.absent else "")
            world.books.rights.accept(tx, UUID(int=rang), "052027", 1, rights)
        tx.commit()
    place(world.engine, amphi_id, staff(), 4, 2904, "Accord de l’ARS")

    fiche = rehearsed(world, amphi_id)

    by_rang = {one.inscrit.rang_appel: one for one in participants(world.engine, fiche.amphi_id)}
    assert by_rang[1].droits.procuration
    assert by_rang[1].droits.mandataire_id not in (None, MANDATAIRE)
    assert by_rang[2].droits.type_choix is TypeChoix.SURNOMBRE_VALIDANT
    assert by_rang[3].absent
    assert (
        boards.snapshot(world.engine, fiche.amphi_id).amphi.passages[by_rang[4].inscrit.intern_id].numero
        == 2904
    )
    hidden = {str(MANDATAIRE), "grossesse", "Accord de l’ARS"}
    with world.database.transaction() as tx:
        told = tx.all("SELECT roster::text AS line FROM roster WHERE amphi_id = %s", [fiche.amphi_id])
    assert not any(word in row["line"] for word in hidden for row in told)


def test_procurations_and_surnombres_can_be_invented_to_be_practised(world: World) -> None:
    fiche = rehearsed(world, world.validated(internes=12), procurations=2, surnombres=3)

    droits = [one.droits for one in participants(world.engine, fiche.amphi_id)]
    assert sum(one.mandataire_id is not None for one in droits) == 2
    assert sorted(one.type_choix for one in droits if one.type_choix.en_surnombre) == [
        TypeChoix.SURNOMBRE_NON_VALIDANT,
        TypeChoix.SURNOMBRE_VALIDANT,
        TypeChoix.SURNOMBRE_VALIDANT,
    ]


def test_a_copy_runs_as_a_real_amphi_does_and_the_real_one_does_not_move(world: World) -> None:
    amphi_id = world.started(internes=2)
    fiche = rehearsed(world, amphi_id)
    seq = boards.snapshot(world.engine, amphi_id).amphi.seq

    start(world.engine, fiche.amphi_id, staff())
    choose(world, fiche, 1, 2931)

    world.check_log(fiche.amphi_id)
    assert world.turn_of(fiche.amphi_id) == 2
    assert boards.snapshot(world.engine, amphi_id).amphi.seq == seq


def test_no_list_has_it_but_the_list_of_rehearsals(world: World) -> None:
    amphi_id = world.validated()
    fiche = rehearsed(world, amphi_id)

    everywhere = boards.sheets(world.engine, "", with_brouillons=True)
    assert [one.row.fiche.amphi_id for one in everywhere] == [amphi_id]
    assert boards.sheets(world.engine, "052027", with_brouillons=True)[0].row.fiche.amphi_id == amphi_id
    assert [one.row.fiche.amphi_id for one in list_rehearsals(world.engine)] == [fiche.amphi_id]


def test_its_events_are_marked_and_those_of_real_amphis_are_not(world: World) -> None:
    amphi_id = world.validated()
    fiche = rehearsed(world, amphi_id)

    with world.database.transaction() as tx:
        events = [
            Event.FromString(bytes(row["payload"]))
            for row in tx.all("SELECT payload FROM outbox ORDER BY id")
        ]
    marks = {event.aggregate: event.rehearsal for event in events}
    assert marks == {str(amphi_id): "", str(fiche.amphi_id): fiche.semestre}


def test_real_amphis_are_looked_at_before_rehearsals(world: World) -> None:
    amphi_id = world.started()
    fiche = rehearsed(world, amphi_id)
    start(world.engine, fiche.amphi_id, staff())
    with world.database.transaction() as tx:
        tx.execute("UPDATE amphi SET next_at = clock_timestamp() - interval '1 second'")
        tx.execute("UPDATE amphi SET next_at = next_at - interval '1 hour' WHERE id = %s", [fiche.amphi_id])
        tx.commit()

    assert world.look.due() == [amphi_id, fiche.amphi_id]


def test_forgotten_nothing_is_left_in_any_table(world: World) -> None:
    amphi_id = world.started(internes=4)
    world.connect(amphi_id, 1)
    world.choose(amphi_id, 1, 2931)
    real = rows_with(world.database, str(amphi_id))
    fiche = rehearsed(world, amphi_id, procurations=1, surnombres=1)
    start(world.engine, fiche.amphi_id, staff())
    world.connect(fiche.amphi_id, *(one.int for one in people(world, fiche).values()))
    choose(world, fiche, 1, 2932)
    ids = [fiche.semestre, str(fiche.amphi_id), *map(str, people(world, fiche).values())]
    ids += [str(one.droits.mandataire_id) for one in participants(world.engine, fiche.amphi_id)]
    assert len(rows_with(world.database, *ids)) >= 8

    forget(world, fiche.semestre)

    assert rows_with(world.database, *(text for text in ids if text != "None")) == {}
    assert rows_with(world.database, str(amphi_id)) == real
    assert world.offers.copies == {}
    with pytest.raises(AmphiInconnu):
        boards.snapshot(world.engine, fiche.amphi_id)


def test_every_table_of_an_amphi_is_emptied(world: World) -> None:
    """A table that is added later, and not to the list, is found here."""
    fiche = rehearsed(world, world.validated(internes=1))
    with world.database.transaction() as tx:
        tables = tx.all(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'amphi_id' ORDER BY table_name"
        )
        executed: list[str] = []
        original = tx.execute

        def noted(sql: str, *values: Any) -> int:
            executed.append(sql)
            return original(sql, *values)

        tx.execute = noted  # type: ignore[method-assign,assignment]
        world.books.rehearsals.forget(tx, fiche.semestre)

    assert {row["table_name"] for row in tables} <= {sql.split()[2] for sql in executed}


def test_what_it_had_received_is_finished_before_it_is_forgotten(world: World) -> None:
    fiche = rehearsed(world, world.validated(internes=2))
    start(world.engine, fiche.amphi_id, staff())
    world.postes.answers_get_lost = True
    with pytest.raises(Exception, match="attendre"):
        choose(world, fiche, 1, 2931)
    world.postes.answers_get_lost = False
    asked = world.postes.asked

    forget(world, fiche.semestre)

    assert world.postes.asked == asked + 1
    assert list_rehearsals(world.engine) == []


def test_half_made_or_half_forgotten_it_is_still_listed_and_can_be_forgotten(world: World) -> None:
    amphi_id = world.validated()
    world.offers.away = True
    with pytest.raises(Unreachable):
        rehearsed(world, amphi_id)
    (half,) = list_rehearsals(world.engine)
    with pytest.raises(Unreachable):
        forget(world, half.row.fiche.semestre)
    assert len(list_rehearsals(world.engine)) == 1

    world.offers.away = False
    forget(world, half.row.fiche.semestre)

    assert list_rehearsals(world.engine) == []


def test_a_finished_one_is_forgotten_too_and_again_changes_nothing(world: World) -> None:
    fiche = rehearsed(world, world.validated(internes=1))
    start(world.engine, fiche.amphi_id, staff())
    choose(world, fiche, 1, 2931)
    end(world.engine, fiche.amphi_id, staff())

    forget(world, fiche.semestre)
    forget(world, fiche.semestre)

    assert list_rehearsals(world.engine) == []


@pytest.mark.parametrize("semestre", ["052027", "", "essai-", "essai-1234567g", "essai-12345678 "])
def test_nothing_real_can_be_forgotten(world: World, semestre: str) -> None:
    amphi_id = world.validated()
    with pytest.raises(RepetitionInconnue):
        forget(world, semestre)
    with world.database.transaction() as tx, pytest.raises(ValueError, match="no rehearsal"):
        world.books.rehearsals.forget(tx, semestre)
    assert boards.snapshot(world.engine, amphi_id).amphi.seq


def test_what_cannot_be_copied(world: World) -> None:
    amphi_id = world.validated()
    fiche = rehearsed(world, amphi_id)
    for speed in (0.01, 1000.0, -1.0, float("nan")):
        with pytest.raises(VitesseImpossible):
            rehearsed(world, amphi_id, speed=speed)
    with pytest.raises(RepetitionDeRepetition):
        rehearsed(world, fiche.amphi_id)
    with pytest.raises(AmphiInconnu):
        rehearsed(world, UUID(int=0))
    with pytest.raises(RepetitionInconnue):
        participants(world.engine, amphi_id)
