"""The rights that session asks the real identity for, to repair its copy (decision 6)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from chassis.database import Database
from chassis.rpc.server import GrpcServer
from chassis.tests.calls import world as keys
from services.identity.bootstrap import apis
from services.identity.domain.droits import TypeChoix as Decided
from services.identity.grpc_api.access import ACCESS
from services.identity.tests.factories import Home, an_interne
from services.session.adapters.rights_desk import GrpcRightsDesk
from services.session.domain.droits import Droits, TypeChoix

pytestmark = [pytest.mark.real, pytest.mark.rule("STA-3", "PRC-1")]


@pytest.fixture
def home(service_database: Callable[[str], str]) -> Iterator[Home]:
    database = Database(service_database("identity"), "tests")
    yield Home(database)
    database.close()


@pytest.fixture
def desk(home: Home, tmp_path: Path) -> Iterator[GrpcRightsDesk]:
    with keys(tmp_path) as here:
        server = GrpcServer(
            "identity",
            here.settings(),
            access=ACCESS,
            user_keys=here.user_keys,
            register=apis(home.tools, home.imports),
        )
        server.start()
        try:
            target = f"127.0.0.1:{server.port}"
            yield GrpcRightsDesk(here.channel(target, caller="session", audience="identity"))
        finally:
            server.stop()


def test_all_that_stand_in_the_semester_with_their_versions(home: Home, desk: GrpcRightsDesk) -> None:
    first, second = an_interne(), an_interne()
    mandataire_id = uuid4()
    home.knows(first, second)
    with home.tools.begin() as work:
        given = work.droits
        given.record_absence(first.intern_id, "052027", "congé maternité", par="")
        given.record_type_choix(second.intern_id, "052027", Decided.SURNOMBRE_VALIDANT, par="")
        newest = given.record_procuration(
            second.intern_id, "052027", par="", given=True, mandataire_id=mandataire_id
        )
        given.record_absence(second.intern_id, "112027", "autre semestre", par="")
        work.commit()

    told = {one.intern_id: one for one in desk.rights_of("052027")}

    assert told[first.intern_id].droits == Droits(absent=True)
    assert told[first.intern_id].motif == "congé maternité"
    assert told[second.intern_id].droits == Droits(
        type_choix=TypeChoix.SURNOMBRE_VALIDANT, procuration=True, mandataire_id=mandataire_id
    )
    assert told[second.intern_id].version == newest.version
