"""What identity decided and session never heard is asked for when an amphi is validated (decision 6)."""

from uuid import UUID

import pytest

from services.session.domain.amphi import Etat
from services.session.domain.droits import Droits, TypeChoix
from services.session.tests.world import World, oneself, staff, timetable
from services.session.use_cases.apply_rights import apply_rights
from services.session.use_cases.cut_into_sessions import cut_into_sessions
from services.session.use_cases.my_passage import my_passage
from services.session.use_cases.ports import ToldRights
from services.session.use_cases.validate import validate

pytestmark = [pytest.mark.real, pytest.mark.rule("STA-3", "PRC-1")]

FIRST = UUID(int=1)
SURNOMBRE = Droits(type_choix=TypeChoix.SURNOMBRE_VALIDANT)


def validated(world: World) -> UUID:
    amphi_id = world.draft()
    cut_into_sessions(world.engine, amphi_id, timetable())
    validate(world.engine, world.lists, amphi_id, staff(), world.desk)
    return amphi_id


def type_choix(world: World, amphi_id: UUID) -> TypeChoix:
    return world.amphi(amphi_id).passages[FIRST].type_choix


def test_a_validation_asks_identity_what_session_missed(world: World) -> None:
    before = world.validated()
    world.desk.told = [ToldRights(FIRST, 5, SURNOMBRE, "")]
    amphi_id = validated(world)
    assert type_choix(world, amphi_id) is TypeChoix.SURNOMBRE_VALIDANT
    assert type_choix(world, before) is TypeChoix.SURNOMBRE_VALIDANT, "and the amphis of before know it too"
    assert world.types(before)[-1] == "type_choix_set"


def test_what_session_heard_already_stays(world: World) -> None:
    apply_rights(world.engine, FIRST, "052027", 5, Droits(absent=True), motif="congé maternité")
    world.desk.told = [ToldRights(FIRST, 4, SURNOMBRE, "")]
    amphi_id = validated(world)
    assert world.etat(amphi_id, 1) is Etat.ABSENCE_PREVUE
    assert type_choix(world, amphi_id) is TypeChoix.CLASSIQUE


def test_why_somebody_is_absent_is_asked_for_where_only_the_event_came(world: World) -> None:
    apply_rights(world.engine, FIRST, "052027", 5, Droits(absent=True), motif="")
    world.desk.told = [ToldRights(FIRST, 5, Droits(absent=True), "congé maternité")]
    mine = my_passage(world.engine, validated(world), oneself(1))
    assert mine.inscrit.absence_motif == "congé maternité"


@pytest.mark.rule("G-6")
def test_identity_away_an_amphi_is_validated_with_what_session_knows(world: World) -> None:
    apply_rights(world.engine, FIRST, "052027", 5, SURNOMBRE, motif="")
    world.desk.away = True
    assert type_choix(world, validated(world)) is TypeChoix.SURNOMBRE_VALIDANT
