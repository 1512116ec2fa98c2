"""Each kind of import file, wrong in every way we know: said with its place, nothing changed (SEC-6)."""

from collections.abc import Iterator
from typing import Any, Final

import pytest

from chassis.errors import DomainError, Kind
from chassis.rpc.client import connect
from chassis.rpc.context import acting_for
from dci.common.v1.imports_pb2 import ImportChunk, ImportProblem, ImportReport, ImportStart
from dci.identity.v1 import register_pb2
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub
from dci.postes.v1 import postes_pb2
from dci.postes.v1.postes_pb2_grpc import OfferServiceStub
from dci.ranking.v1 import ranking_pb2
from dci.ranking.v1.ranking_pb2_grpc import RankingServiceStub
from tests.security.files import KINDS, as_csv, good, wrong_files
from tests.security.world import World

pytestmark = [pytest.mark.real, pytest.mark.timeout(300), pytest.mark.rule("SEC-6")]

OWNERS: Final[dict[str, tuple[str, Any, Any]]] = {
    "internes": ("identity", RegisterServiceStub, register_pb2),
    "absences": ("identity", RegisterServiceStub, register_pb2),
    "cursus": ("ranking", RankingServiceStub, ranking_pb2),
    "postes": ("postes", OfferServiceStub, postes_pb2),
}
PIECE: Final = 256 * 1024


class Clerk:
    """A gestionnaire who imports one kind of file, through the RPC of the service that owns it."""

    def __init__(self, world: World, kind: str) -> None:
        self._kind = kind
        service, stub, self._messages = OWNERS[kind]
        target = f"127.0.0.1:{world.ports[f'{service}-grpc']}"
        self._stub = stub(connect(target, audience=service, signer=world.signer("admin"), timeout=60))
        self._token = world.user_token("gestionnaire")

    def try_out(self, content: bytes, *, kind: str | None = None) -> ImportReport:
        """A dry run."""
        with acting_for(self._token):
            found: ImportReport = self._stub.DryRunImport(self._pieces(content, kind or self._kind)).report
            return found

    def apply(self, import_id: str) -> ImportReport:
        """What a dry run said, for real."""
        with acting_for(self._token):
            request = self._messages.ApplyImportRequest(import_id=import_id)
            found: ImportReport = self._stub.ApplyImport(request).report
            return found

    def send(self, *chunks: ImportChunk) -> ImportReport:
        """These pieces, whatever they are."""
        with acting_for(self._token):
            pieces = iter([self._messages.DryRunImportRequest(chunk=chunk) for chunk in chunks])
            found: ImportReport = self._stub.DryRunImport(pieces).report
            return found

    def _pieces(self, content: bytes, kind: str) -> Iterator[Any]:
        request = self._messages.DryRunImportRequest
        yield request(chunk=ImportChunk(start=ImportStart(kind=kind, filename=f"{kind}.csv")))
        for place in range(0, len(content), PIECE):
            yield request(chunk=ImportChunk(data=content[place : place + PIECE]))


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """A kind of file."""
    found: str = request.param
    return found


@pytest.fixture
def clerk(world: World, kind: str) -> Clerk:
    """Whoever imports it."""
    return Clerk(world, kind)


def errors(report: ImportReport) -> list[ImportProblem]:
    """What stops the file."""
    return [each for each in report.problems if each.severity == ImportProblem.SEVERITY_ERROR]


@pytest.mark.rule("IFC-10")
def test_a_wrong_file_is_refused_with_its_place(world: World, clerk: Clerk, kind: str) -> None:
    before = world.census()

    for name, wrong in wrong_files(kind).items():
        report = clerk.try_out(wrong.content)
        found = errors(report)
        assert report.import_id == "", (kind, name)
        assert found, (kind, name)
        assert all(len(each.reason) > 10 and len(each.value) <= 81 for each in found), (kind, name, found)
        if wrong.line:
            assert any(each.line == wrong.line for each in found), (kind, name, found)
        if wrong.column:
            assert any(each.column == wrong.column for each in found), (kind, name, found)
        assert any(wrong.word in f"{each.column} {each.value} {each.reason}" for each in found), (
            kind,
            name,
            found,
        )

    assert world.census() == before


def test_a_file_without_rows_changes_nothing(world: World, clerk: Clerk, kind: str) -> None:
    before = world.census()
    report = clerk.try_out(as_csv(good(kind)[:1]))
    assert (report.created, report.changed, report.removed) == (0, 0, 0)
    assert world.census() == before


@pytest.mark.rule("IFC-10")
def test_formula_like_text_is_data(clerk: Clerk, kind: str, world: World) -> None:
    column = {"internes": "ufr", "cursus": "motif", "postes": "flechage", "absences": "motif"}[kind]
    rows = good(kind)
    header = rows[0] if column in rows[0] else [*rows[0], column]
    place = header.index(column)
    row = [*rows[1], ""][: len(header)]
    row[place] = '=HYPERLINK("https://evil.example")'
    before = world.census()

    report = clerk.try_out(as_csv([header, row]))

    assert errors(report) == []
    assert report.import_id
    assert world.census() == before


def test_what_is_no_file_is_refused(world: World, clerk: Clerk, kind: str) -> None:
    before = world.census()
    start = ImportChunk(start=ImportStart(kind=kind, filename="x.csv"))
    attempts: list[tuple[ImportChunk, ...]] = [
        (),
        (ImportChunk(data=b"ine"),),
        (ImportChunk(),),
        (start, start),
        (ImportChunk(start=ImportStart(kind="rangs", filename="x")), ImportChunk(data=b"x")),
        (ImportChunk(start=ImportStart(kind="../" * 50, filename="\u202e" * 300)), ImportChunk(data=b"x")),
        (start, *[ImportChunk(data=b"x" * PIECE)] * 90),
        (start, ImportChunk(data=b"x" * (4 * PIECE))),
    ]

    for chunks in attempts:
        assert refused(clerk, chunks), chunks[:1]

    assert world.census() == before


def refused(clerk: Clerk, chunks: tuple[ImportChunk, ...]) -> bool:
    """Whether these pieces are refused, as a request or as a file."""
    try:
        report = clerk.send(*chunks)
    except DomainError as error:
        return error.kind in (Kind.INVALID, Kind.NOT_FOUND) and bool(error.text)
    return not report.import_id and bool(errors(report))


def test_an_unknown_dry_run_cannot_be_applied(world: World, clerk: Clerk) -> None:
    before = world.census()
    for import_id in ("", "x", "00000000-0000-4000-8000-000000000000", "' OR 1=1", "\x00"):
        with pytest.raises(DomainError) as caught:
            clerk.apply(import_id)
        assert caught.value.kind in (Kind.INVALID, Kind.NOT_FOUND, Kind.CONFLICT), caught.value.code
    assert world.census() == before


def test_a_dry_run_is_applied_by_whoever_may_and_only_as_its_own_kind(world: World) -> None:
    internes, absences = Clerk(world, "internes"), Clerk(world, "absences")
    report = internes.try_out(as_csv(good("internes")))
    before = world.census()

    with acting_for(world.user_token("consultation")), pytest.raises(DomainError) as caught:
        internes._stub.ApplyImport(register_pb2.ApplyImportRequest(import_id=report.import_id))
    assert caught.value.kind is Kind.FORBIDDEN
    with pytest.raises(DomainError):
        Clerk(world, "cursus").apply(report.import_id)
    assert world.census() == before
    again = absences.apply(report.import_id)
    assert (again.kind, again.created, again.changed) == ("internes", 0, 0)
