"""A dry run changes nothing; applying does what it showed, all or nothing, for a day."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from chassis.database import Database, Transaction
from chassis.errors import Kind
from chassis.imports import (
    Action,
    Column,
    ImportChanged,
    Importer,
    ImportUnknown,
    Operation,
    Plan,
    Report,
    Sheet,
    Upload,
    apply_import,
    dry_run,
    to_message,
)
from chassis.imports.models import KindUnknown
from dci.common.v1.imports_pb2 import ImportProblem

pytestmark = pytest.mark.real

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANNE = uuid4()


class ImportServices(Importer[str, str]):
    """A kind of file with a key and a name; it refuses the name « interdit »."""

    kind = "services"
    columns = (Column("code", key=True), Column("nom", required=True), Column("retirer"))

    def __init__(self) -> None:
        self.prepared: list[bool] = []
        self.breaks = False
        self.seconds = 0.0

    def prepare(self, sheet: Sheet, *, applying: bool) -> str:
        self.prepared.append(applying)
        return f"{len(sheet.rows)} lignes"

    def plan(self, tx: Transaction, sheet: Sheet, known: str) -> Plan[str]:
        assert known == f"{len(sheet.rows)} lignes"
        names = {row["code"]: row["nom"] for row in tx.all("SELECT code, nom FROM service ORDER BY code")}
        operations, problems, unchanged = [], [], 0
        for row in sheet.rows:
            before = names.get(row.values["code"])
            name = row.get("nom", before)
            if row.gives("retirer"):
                operations.append(Operation(row.line, Action.REMOVE, f"{row.values['code']}:"))
            elif name == before:
                unchanged += 1
            elif name == "interdit":
                problems.append(row.error("nom", "Ce nom est refusé."))
            else:
                action = Action.CHANGE if before else Action.CREATE
                operations.append(Operation(row.line, action, f"{row.values['code']}:{name}"))
        return Plan(operations, problems, unchanged)

    def apply(self, tx: Transaction, plan: Plan[str]) -> None:
        tx.execute("SELECT pg_sleep(%s)", [self.seconds])
        for operation in plan.operations:
            code, _, name = operation.change.partition(":")
            tx.execute("DELETE FROM service WHERE code = %s", [code])
            if name:
                tx.execute("INSERT INTO service VALUES (%s, %s)", [code, name])
        if self.breaks:
            raise RuntimeError("panne")


class Office:
    """What a test does: try a file, import it, look."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.importer = ImportServices()

    def dry_run(self, text: str, *, kind: str = "services", now: datetime = NOON) -> Report:
        upload = Upload(kind, "services.csv", text.encode())
        return dry_run(self.database, {"services": self.importer}, upload, by=ANNE, now=now)

    def apply(self, report: Report, *, now: datetime = NOON) -> Report:
        assert report.import_id is not None
        return self.apply_id(report.import_id, now=now)

    def apply_id(self, import_id: UUID, *, now: datetime = NOON) -> Report:
        return apply_import(self.database, {"services": self.importer}, import_id, now=now)

    def set(self, **names: str) -> None:
        with self.database.transaction() as tx:
            tx.execute("DELETE FROM service")
            tx.insert_many("INSERT INTO service VALUES %s", list(names.items()))
            tx.commit()

    def services(self) -> dict[str, str]:
        with self.database.transaction() as tx:
            return {row["code"]: row["nom"] for row in tx.all("SELECT code, nom FROM service ORDER BY code")}


@pytest.fixture
def office(service_database: Callable[[str], str]) -> Iterator[Office]:
    """An office whose database has one table, `service`."""
    database = Database(service_database("chassis"), "tests")
    with database.transaction() as tx:
        tx.execute("CREATE TABLE service (code text PRIMARY KEY, nom text NOT NULL)")
        tx.commit()
    yield Office(database)
    database.close()


@pytest.mark.rule("ADM-4")
def test_a_dry_run_says_what_would_be_done_and_does_nothing(office: Office) -> None:
    office.set(a="Cardio", b="Urgences", d="Bloc")

    report = office.dry_run("code;nom;retirer\na;Cardiologie;\nb;Urgences;\nc;Bloc;\nd;;oui\n")

    assert (report.rows, report.created, report.changed, report.unchanged, report.removed) == (4, 1, 1, 1, 1)
    assert (report.refused, report.problems_total, report.applied) == (0, 0, False)
    assert office.services() == {"a": "Cardio", "b": "Urgences", "d": "Bloc"}
    assert office.importer.prepared == [False]


@pytest.mark.rule("ADM-4")
def test_applying_does_it(office: Office) -> None:
    office.set(a="Cardio")
    report = office.dry_run("code;nom\na;Cardiologie\nb;Bloc\n")

    done = office.apply(report, now=NOON + timedelta(minutes=5))

    assert office.services() == {"a": "Cardiologie", "b": "Bloc"}
    assert (done.applied, done.import_id, done.created, done.changed) == (True, report.import_id, 1, 1)
    assert office.importer.prepared == [False, True]


@pytest.mark.rule("ADM-4")
def test_the_same_file_again_changes_nothing(office: Office) -> None:
    text = "code;nom\na;Cardio\nb;Bloc\n"
    office.apply(office.dry_run(text))

    again = office.dry_run(text)

    assert (again.created, again.changed, again.unchanged) == (0, 0, 2)
    office.apply(again)
    assert office.services() == {"a": "Cardio", "b": "Bloc"}


@pytest.mark.rule("ADM-4")
def test_one_error_refuses_the_whole_file_and_the_rest_is_still_checked(office: Office) -> None:
    report = office.dry_run("code;nom\na;Cardio\n;Bloc\nc;interdit\n")

    assert report.import_id is None
    assert report.refused == 2
    assert report.created == 1
    assert [(problem.line, problem.column) for problem in report.problems] == [(3, "code"), (4, "nom")]


@pytest.mark.rule("ADM-4")
def test_a_failure_while_applying_leaves_nothing(office: Office) -> None:
    report = office.dry_run("code;nom\na;Cardio\n")
    office.importer.breaks = True
    with pytest.raises(RuntimeError, match="panne"):
        office.apply(report)
    assert office.services() == {}

    office.importer.breaks = False
    office.apply(report)
    assert office.services() == {"a": "Cardio"}


@pytest.mark.rule("ADM-4")
def test_is_refused_with_the_difference_where_the_data_moved(office: Office) -> None:
    office.set(a="Cardio")
    report = office.dry_run("code;nom\na;Cardiologie\nb;Bloc\n")
    office.set(a="Cardio", b="Bloc opératoire")

    with pytest.raises(ImportChanged) as refused:
        office.apply(report)

    assert refused.value.kind is Kind.CONFLICT
    assert (
        "0 créations au lieu de 1 ; 2 modifications au lieu de 1 ; lignes concernées : 3"
        in refused.value.text
    )
    assert office.services() == {"a": "Cardio", "b": "Bloc opératoire"}


def test_is_refused_where_a_line_is_no_longer_allowed(office: Office) -> None:
    office.set(a="interdit")
    report = office.dry_run("code;nom\na;interdit\n")
    assert report.unchanged == 1
    office.set(a="Cardio")

    with pytest.raises(ImportChanged, match="1 lignes refusées au lieu de 0"):
        office.apply(report)


def test_moved_data_that_do_not_concern_the_file_do_not_matter(office: Office) -> None:
    report = office.dry_run("code;nom\na;Cardio\n")
    office.set(z="Ailleurs")

    office.apply(report)

    assert office.services() == {"a": "Cardio", "z": "Ailleurs"}


def test_asked_twice_it_is_done_once(office: Office) -> None:
    report = office.dry_run("code;nom\na;Cardio\n")
    first = office.apply(report)
    office.set(a="corrigé à la main")

    assert office.apply(report) == first
    assert office.services() == {"a": "corrigé à la main"}


def test_asked_twice_at_once_it_is_done_once(office: Office) -> None:
    report = office.dry_run("code;nom\na;Cardio\nb;Bloc\n")
    office.importer.seconds = 0.2
    done: list[Report] = []
    threads = [threading.Thread(target=lambda: done.append(office.apply(report))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(done) == 4
    assert all(one == done[0] for one in done)
    assert office.services() == {"a": "Cardio", "b": "Bloc"}


def test_is_kept_for_a_day(office: Office) -> None:
    report = office.dry_run("code;nom\na;Cardio\n")

    with pytest.raises(ImportUnknown):
        office.apply(report, now=NOON + timedelta(hours=24, seconds=1))
    office.apply(report, now=NOON + timedelta(hours=24))


def test_old_dry_runs_are_deleted(office: Office) -> None:
    office.dry_run("code;nom\na;Cardio\n")
    office.dry_run("code;nom\na;Cardio\n", now=NOON + timedelta(hours=25))

    with office.database.transaction() as tx:
        assert tx.value("SELECT count(*) FROM import_file") == 1


def test_refuses_an_id_that_nobody_knows(office: Office) -> None:
    with pytest.raises(ImportUnknown, match="24 heures"):
        office.apply_id(uuid4())


def test_refuses_a_kind_that_nobody_knows(office: Office) -> None:
    with pytest.raises(KindUnknown, match="chats"):
        office.dry_run("code\n", kind="chats")


def test_an_unreadable_file_is_a_report_with_its_reason(office: Office) -> None:
    report = office.dry_run("")

    assert report.import_id is None
    assert [problem.reason for problem in report.problems] == ["Le fichier est vide."]


def test_a_report_carries_so_many_problems_and_says_how_many_there_are(office: Office) -> None:
    report = office.dry_run("code;nom;x\n" + "".join(f"{n};interdit;\n" for n in range(600)))

    assert len(report.problems) == 500
    assert report.problems_total == 601
    assert report.refused == 600


def test_the_report_travels_as_a_message(office: Office) -> None:
    report = office.dry_run("code;nom;couleur\na;Cardio;\nb;interdit;\n")

    message = to_message(report)

    assert (message.import_id, message.kind, message.filename) == ("", "services", "services.csv")
    assert message.digest == report.digest
    assert len(message.digest) == 64
    assert message.at.ToDatetime(tzinfo=UTC) == NOON
    assert (message.rows, message.created, message.refused, message.problems_total) == (2, 1, 1, 2)
    assert [(problem.severity, problem.line, problem.column) for problem in message.problems] == [
        (ImportProblem.SEVERITY_ERROR, 3, "nom"),
        (ImportProblem.SEVERITY_WARNING, 1, "couleur"),
    ]
    assert to_message(office.dry_run("code;nom\na;Cardio\n")).import_id
