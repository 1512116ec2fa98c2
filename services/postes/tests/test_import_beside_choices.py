"""An import while an amphi runs: whoever chooses meanwhile waits, and nothing taken is changed (ADM-8)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from chassis.database import DatabaseBusy, Transaction
from chassis.imports import Upload, apply_import, dry_run
from services.postes.domain.catalogue import Fiche
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import Attribue
from services.postes.events import offer_changes
from services.postes.storage import catalogue, offers, persons
from services.postes.tests.calling import Identity
from services.postes.tests.factories import World, demande, fiche
from services.postes.use_cases.import_postes import ImportPostes

pytestmark = pytest.mark.real

NOW = datetime(2027, 4, 1, tzinfo=UTC)


class Meanwhile:
    """The catalogue, with somebody who tries to choose just before it is written."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.asked = demande(2931)
        self.answer: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(catalogue, name)

    def put_posts(self, tx: Transaction, fiches: Iterable[Fiche]) -> None:
        try:
            self.answer = self._world.settle()(self.asked)
        except DatabaseBusy as busy:
            self.answer = busy
        catalogue.put_posts(tx, fiches)


@pytest.mark.rule("IFC-10")
def test_who_chooses_during_an_import_waits_and_then_meets_what_it_made(world: World) -> None:
    world.given(fiche(2931, reserve=False, des="33"))
    meanwhile = Meanwhile(world)
    importers = {"postes": ImportPostes(meanwhile, persons, offers, offer_changes, Identity())}
    file = Upload("postes", "postes.csv", b"semestre;numero;reserve;des\n052027;2931;oui;34 - UROLOGIE\n")
    tried = dry_run(world.database, importers, file, by=uuid4(), now=NOW)
    assert tried.import_id is not None

    apply_import(world.database, importers, tried.import_id, now=NOW)

    assert isinstance(meanwhile.answer, DatabaseBusy)
    assert world.settle()(meanwhile.asked) is Refus.RESERVE
    assert isinstance(world.settle()(demande(2931, des="34")), Attribue)
