"""Where dry runs are kept: the file itself, what it would do, and what staff were shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.database import Json, Transaction
from chassis.imports.report import Report
from chassis.imports.upload import Upload


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A dry run that can be applied; `fingerprints`: line → what would be done."""

    id: UUID
    upload: Upload
    by: UUID
    fingerprints: Mapping[str, str]
    report: Report
    kept_at: datetime


def keep(tx: Transaction, run: StoredRun) -> None:
    """Keeps a dry run under its id."""
    tx.execute(
        "INSERT INTO import_file (id, kind, file_name, file, by_user, at, plan, report)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [
            run.id,
            run.upload.kind,
            run.upload.file_name,
            run.upload.data,
            run.by,
            run.kept_at,
            Json(dict(run.fingerprints)),
            Json(run.report.as_json()),
        ],
    )


def find(tx: Transaction, import_id: UUID) -> StoredRun | None:
    """The dry run of this id."""
    row = tx.one(
        "SELECT id, kind, file_name, file, by_user, at, plan, report FROM import_file WHERE id = %s",
        [import_id],
    )
    if row is None:
        return None
    return StoredRun(
        id=row["id"],
        upload=Upload(row["kind"], row["file_name"], bytes(row["file"])),
        by=row["by_user"],
        fingerprints=row["plan"],
        report=Report.from_json(row["report"]),
        kept_at=row["at"],
    )


def lock_kind(tx: Transaction, kind: str) -> None:
    """Until the end of the transaction, imports of this kind wait for each other."""
    tx.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"import {kind}"])


def mark_applied(tx: Transaction, report: Report) -> None:
    """Remembers what was done, so that asking again does nothing."""
    tx.execute(
        "UPDATE import_file SET applied_at = %s, report = %s WHERE id = %s",
        [report.at, Json(report.as_json()), report.import_id],
    )


def forget_before(tx: Transaction, instant: datetime) -> None:
    """Deletes the dry runs older than that."""
    tx.execute("DELETE FROM import_file WHERE at < %s", [instant])
