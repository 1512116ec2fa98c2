"""Dry run, then all or nothing: ARS's files of interns and of planned absences (ADM-4, decision 14)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.callers import User
from chassis.database import Database, Transaction
from chassis.imports import Action, Plan, Report, apply_import, assemble, dry_run
from chassis.imports.runs import Importers
from dci.common.v1.imports_pb2 import ImportChunk
from services.identity.domain.ports import Work
from services.identity.use_cases.auditing import decided_by, record
from services.identity.use_cases.import_absences import ImportAbsences
from services.identity.use_cases.import_internes import ImportInternes
from services.identity.use_cases.tools import Tools


@dataclass(frozen=True, slots=True)
class ImportTools:
    """What imports need besides: they plan and apply in a transaction of their own making."""

    database: Database
    work_on: Callable[[Transaction], Work]


@dataclass(frozen=True, slots=True)
class Applied:
    """`effective`: session took the absences; else they take effect as soon as it answers (decision 6)."""

    report: Report
    effective: bool


def dry_run_file(tools: Tools, imports: ImportTools, actor: User, *, chunks: Iterable[ImportChunk]) -> Report:
    """What the file would create, change, leave, refuse. Changes nothing; kept 24 h."""
    run = _Run(tools, imports, actor)
    return dry_run(imports.database, run.importers, assemble(chunks), by=actor.id, now=tools.clock.now())


def apply_file(tools: Tools, imports: ImportTools, actor: User, *, import_id: UUID) -> Applied:
    """What that dry run showed, or nothing: `ImportChanged` with the difference where the data moved."""
    run = _Run(tools, imports, actor)
    report = apply_import(imports.database, run.importers, import_id, now=tools.clock.now())
    return Applied(report, all(tools.rights.apply(droits) for droits in run.absences.recorded))


class _Run:
    """One run has its own importers: they remember what they wrote, and who asked."""

    def __init__(self, tools: Tools, imports: ImportTools, actor: User) -> None:
        self._tools = tools
        self._actor = actor
        internes = ImportInternes(imports.work_on, self._audit, email=tools.email, phone=tools.phone)
        self.absences = ImportAbsences(imports.work_on, self._audit, decided_by(actor))
        self.importers: Importers = {internes.kind: internes, self.absences.kind: self.absences}

    def _audit(self, work: Work, kind: str, plan: Plan[Any]) -> None:
        counts = {action.value: plan.count(action) for action in Action}
        record(self._tools, work, self._actor, f"import.{kind}", kind, after=counts)
