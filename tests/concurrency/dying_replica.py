"""A replica of session that takes one choice and dies by SIGKILL at a named point (decision 4).

`python -m tests.concurrency.dying_replica SESSION_DSN POSTES_DSN AMPHI INTERN NUMERO KEY POINT`
"""

import os
import signal
import sys
from dataclasses import replace
from typing import Any
from uuid import UUID

from chassis.database import Database
from services.postes.bootstrap import correct, settle
from services.postes.grpc_api.settlement import SettlementApi
from services.session.adapters.postes import _correction, _placement, _request
from services.session.bootstrap import all_books
from services.session.domain.choix import Accepted, Refused
from services.session.domain.demande import Demande, DemandeCorrection, DemandePlacement
from services.session.tests.world import RECEIPTS, but
from services.session.use_cases.choose import choose
from services.session.use_cases.engine import Engine
from services.session.use_cases.ports import Settled
from services.session.use_cases.watch_postes import WatchPostes

POINTS = ("before receive", "received", "settled", "appended but not committed", "committed")


class DirectPostes:
    """The real postes on its real database, without the wire."""

    def __init__(self, database: Database) -> None:
        self._api = SettlementApi(database, settle(database), correct(database))

    def settle(self, demande: Demande) -> Settled:
        return _settled(self._api.Settle(_request(demande), None))

    def place(self, demande: DemandePlacement) -> Settled:
        return _settled(self._api.Settle(_placement(demande), None))

    def correct(self, demande: DemandeCorrection) -> Settled:
        return _settled(self._api.Correct(_correction(demande), None))

    def probe(self) -> None:
        """It is there."""


def _settled(answer: Any) -> Settled:
    if answer.WhichOneof("answer") == "refused":
        return Settled(Refused(answer.refused.code), answer.refused.text)
    return Settled(Accepted())


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def engine(session: Database, postes: Database, point: str) -> Engine:
    """The engine, with death at this point."""
    books, real = all_books(RECEIPTS), DirectPostes(postes)

    def add(*arguments: Any) -> None:
        if point == "before receive":
            die()
        books.commands.add(*arguments)

    def answer(*arguments: Any) -> None:
        books.commands.answer(*arguments)
        if point == "appended but not committed":
            die()

    def keep(amphi: Any) -> None:
        books.hot.keep(amphi)
        if point == "committed" and amphi.somebody_chose:
            die()

    class Postes(DirectPostes):
        def settle(self, demande: Demande) -> Settled:
            if point == "received":
                die()
            settled = real.settle(demande)
            if point == "settled":
                die()
            return settled

    dying = replace(
        books,
        commands=but(books.commands, add=add, answer=answer),
        hot=but(books.hot, keep=keep, state=books.hot.state),
    )
    return Engine(session, dying, Postes(postes))


def main() -> None:
    """Choose, and die on the way."""
    session_dsn, postes_dsn, amphi, intern, numero, key, point = sys.argv[1:]
    if point not in POINTS:
        raise SystemExit(f"no such point: {point}")
    session, postes = Database(session_dsn, "dying"), Database(postes_dsn, "dying")
    doomed = engine(session, postes, point)
    watch = WatchPostes(session, doomed.books, doomed.postes, reached=True)
    choose(doomed, watch, UUID(amphi), (UUID(intern), None), key, int(numero))


if __name__ == "__main__":
    main()
