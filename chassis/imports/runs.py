"""Dry runs, kept a day, and their application: all or nothing, and only what the dry run showed (ADM-4)."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from chassis.database import Database, Transaction
from chassis.errors import DomainError, Kind
from chassis.imports import storage
from chassis.imports.models import KindUnknown
from chassis.imports.plan import Importer, Plan
from chassis.imports.reading import read_sheet
from chassis.imports.report import Report, report_on
from chassis.imports.storage import StoredRun
from chassis.imports.upload import Upload

Importers = Mapping[str, Importer[Any, Any]]
"""Kind → its importer: what this service takes."""

KEPT: Final = timedelta(hours=24)
LINES_NAMED: Final = 20
PLANNING_MS: Final = 60_000
LOCK_MS: Final = 5_000


class ImportUnknown(DomainError):
    """No such dry run, or older than a day."""

    code = "essai_introuvable"
    kind = Kind.NOT_FOUND
    text = "Cet essai n’est plus gardé (24 heures au plus). Déposez le fichier à nouveau."


class ImportChanged(DomainError):
    """The data moved since the dry run: what would be done is no longer what was shown."""

    code = "donnees_changees"
    kind = Kind.CONFLICT
    text = "Les données ont changé depuis l’essai : {difference}. Rien n’a été importé ; refaites l’essai."


def dry_run(database: Database, importers: Importers, upload: Upload, *, by: UUID, now: datetime) -> Report:
    """Says what the file would do, and keeps it for 24 hours unless it is refused. Changes nothing else."""
    importer = importers.get(upload.kind)
    if importer is None:
        raise KindUnknown(genre=upload.kind)
    sheet = read_sheet(upload.data, importer.columns)
    known = importer.prepare(sheet, applying=False)
    with _planning(database) as tx:
        plan = importer.plan(tx, sheet, known)
    report = report_on(upload, sheet, plan, import_id=uuid4(), at=now)
    if report.import_id is not None:
        run = StoredRun(report.import_id, upload, by, plan.fingerprints(), report, now)
        with database.transaction() as tx:
            storage.forget_before(tx, now - KEPT)
            storage.keep(tx, run)
            tx.commit()
    return report


def apply_import(database: Database, importers: Importers, import_id: UUID, *, now: datetime) -> Report:
    """Does what the dry run of this id showed, all or nothing. Asked again, says what was done."""
    with database.transaction() as tx:
        run = _run(tx, importers, import_id, now)
    if run.report.applied:
        return run.report
    importer = importers[run.upload.kind]
    sheet = read_sheet(run.upload.data, importer.columns)
    known = importer.prepare(sheet, applying=True)
    with _planning(database) as tx:
        storage.lock_kind(tx, importer.kind)
        run = _run(tx, importers, import_id, now)
        if run.report.applied:
            return run.report
        plan = importer.plan(tx, sheet, known)
        _refuse_if_moved(run, report_on(run.upload, sheet, plan, import_id=import_id, at=now), plan)
        importer.apply(tx, plan)
        done = run.report.applied_at(now)
        storage.mark_applied(tx, done)
        tx.commit()
    return done


def _planning(database: Database) -> AbstractContextManager[Transaction]:
    """A transaction in which Python may compare thousands of lines between two statements."""
    return database.transaction(lock_timeout_ms=LOCK_MS, idle_timeout_ms=PLANNING_MS)


def _run(tx: Transaction, importers: Importers, import_id: UUID, now: datetime) -> StoredRun:
    run = storage.find(tx, import_id)
    if run is None or run.upload.kind not in importers or run.kept_at < now - KEPT:
        raise ImportUnknown
    return run


def _refuse_if_moved(run: StoredRun, report: Report, plan: Plan[Any]) -> None:
    refusals = [problem for problem in report.problems if problem.is_error]
    fingerprints = plan.fingerprints()
    if fingerprints == run.fingerprints and not refusals:
        return
    shown = run.fingerprints
    moved = sorted(
        {int(line) for line in fingerprints.keys() | shown if fingerprints.get(line) != shown.get(line)}
        | {problem.line for problem in refusals}
    )
    raise ImportChanged(difference=_difference(run.report, report, moved))


def _difference(before: Report, after: Report, moved: Sequence[int]) -> str:
    counts = [
        f"{now} {what} au lieu de {then}"
        for what, then, now in (
            ("créations", before.created, after.created),
            ("modifications", before.changed, after.changed),
            ("suppressions", before.removed, after.removed),
            ("lignes refusées", before.refused, after.refused),
        )
        if then != now
    ]
    named = ", ".join(str(line) for line in moved[:LINES_NAMED])
    rest = f" et {len(moved) - LINES_NAMED} autres" if len(moved) > LINES_NAMED else ""
    return " ; ".join([*counts, f"lignes concernées : {named}{rest}"])
