"""The real postes, asked as session asks: over gRPC, by session's own adapter."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from chassis.clock import SystemClock
from chassis.database import Database
from chassis.errors import DomainError
from chassis.rpc.server import GrpcServer
from chassis.tests.calls import World as Keys
from chassis.tests.calls import world as keys
from services.postes.bootstrap import NAME, servicers
from services.postes.grpc_api.access import ACCESS
from services.postes.tests.calling import Identity
from services.postes.tests.factories import World, fiche
from services.session.adapters.postes import GrpcPostes
from services.session.use_cases.errors import PostesInjoignables
from tests.contract.postes import NECKER, OFFER, PostesContract, Stock, demande

WAIT_SECONDS = 10


class RealStock(Stock):
    """postes on a real database, called as session calls it."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._world = World(database)
        self._keys = keys
        self._server = self._served(0)
        self._port = self._server.port
        self.postes = self.asked_as("session")

    def asked_as(self, caller: str) -> GrpcPostes:
        """The port, with this service's key."""
        channel = self._keys.channel(f"127.0.0.1:{self._port}", caller=caller, audience=NAME)
        return GrpcPostes(channel)

    def offer(
        self,
        *numeros: int,
        offer_id: str = OFFER,
        des: str = "33",
        regimes: Sequence[str] = ("socle",),
        reserve: bool = False,
        publie: bool = True,
        imotep: str = NECKER,
    ) -> None:
        semestre, _, groupe = offer_id.partition(":")
        self._world.given(
            *(
                fiche(
                    numero,
                    semestre=semestre,
                    groupe=groupe,
                    des=des,
                    regimes=tuple(regimes),
                    reserve=reserve,
                    publie=publie,
                    imotep=imotep,
                )
                for numero in numeros
            )
        )

    def holders(self) -> dict[int, UUID]:
        return self._world.holders()

    @contextmanager
    def away(self) -> Iterator[None]:
        self.stop()
        yield
        self._server = self._served(self._port)
        until = time.monotonic() + WAIT_SECONDS
        while not self._answers():
            assert time.monotonic() < until, "postes did not come back"
            time.sleep(0.05)

    def stop(self) -> None:
        """postes answers no more."""
        self._server.stop()

    def _answers(self) -> bool:
        try:
            self.postes.probe()
        except DomainError:
            return False
        return True

    def _served(self, port: int) -> GrpcServer:
        server = GrpcServer(
            NAME,
            self._keys.settings(grpc_port=port),
            access=ACCESS,
            user_keys=self._keys.user_keys,
            register=servicers(self._world.database, self._world.database, Identity(), SystemClock()),
        )
        server.start()
        return server


@pytest.mark.real
class TestRealPostes(PostesContract):
    """The suite against the real one."""

    @pytest.fixture
    def stock(self, service_database: Callable[[str], str], tmp_path: Path) -> Iterator[Stock]:
        with ExitStack() as ends:
            database = Database(service_database("postes"), "tests")
            ends.callback(database.close)
            stock = RealStock(database, ends.enter_context(keys(tmp_path)))
            ends.callback(stock.stop)
            yield stock

    @pytest.mark.rule("G-2")
    def test_a_call_that_postes_refuses_is_no_answer(self, stock: RealStock) -> None:
        stock.offer(2931)
        stranger = stock.asked_as("gateway")
        for ask in (stranger.probe, lambda: stranger.settle(demande())):
            with pytest.raises(PostesInjoignables):
                ask()
        assert stock.holders() == {}
