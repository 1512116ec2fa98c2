"""What applying a file would do, or did: what staff see, what is kept a day, what travels (ADM-4)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Self
from uuid import UUID

from chassis.imports import limits
from chassis.imports.plan import Action, Plan
from chassis.imports.problems import Problem, Severity
from chassis.imports.sheet import Sheet
from chassis.imports.upload import Upload
from dci.common.v1.imports_pb2 import ImportProblem, ImportReport

SEVERITIES = {
    Severity.WARNING: ImportProblem.SEVERITY_WARNING,
    Severity.ERROR: ImportProblem.SEVERITY_ERROR,
}


@dataclass(frozen=True, slots=True)
class Report:
    """`refused` counts the lines with an error; with one, `import_id` is None and nothing can be applied."""

    import_id: UUID | None
    kind: str
    file_name: str
    digest: str
    at: datetime
    rows: int
    created: int
    changed: int
    unchanged: int
    removed: int
    refused: int
    problems: tuple[Problem, ...] = field(default=())
    problems_total: int = 0
    applied: bool = False

    def applied_at(self, at: datetime) -> Self:
        """The same, done."""
        return replace(self, applied=True, at=at)

    def as_json(self) -> dict[str, Any]:
        """For a `jsonb` column."""
        return asdict(self) | {"import_id": str(self.import_id), "at": self.at.isoformat()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """The report that `as_json` wrote."""
        problems = tuple(
            Problem(**problem | {"severity": Severity(problem["severity"])}) for problem in stored["problems"]
        )
        return cls(
            **stored
            | {
                "import_id": UUID(stored["import_id"]),
                "at": datetime.fromisoformat(stored["at"]),
                "problems": problems,
            }
        )


def report_on(upload: Upload, sheet: Sheet, plan: Plan[Any], *, import_id: UUID, at: datetime) -> Report:
    """Puts together what reading and planning found; errors first, then by line."""
    problems = _in_order(dict.fromkeys((*sheet.problems, *plan.problems)))
    refused = {problem.line for problem in problems if problem.is_error}
    return Report(
        import_id=None if refused else import_id,
        kind=upload.kind,
        file_name=upload.file_name,
        digest=sha256(upload.data).hexdigest(),
        at=at,
        rows=sheet.count,
        created=plan.count(Action.CREATE),
        changed=plan.count(Action.CHANGE),
        unchanged=plan.unchanged,
        removed=plan.count(Action.REMOVE),
        refused=len(refused),
        problems=problems[: limits.PROBLEMS],
        problems_total=len(problems),
    )


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (not problem.is_error, problem.line, problem.column)))


def to_message(report: Report) -> ImportReport:
    """The report as it travels."""
    message = ImportReport(
        import_id=str(report.import_id or ""),
        kind=report.kind,
        filename=report.file_name,
        digest=report.digest,
        rows=report.rows,
        created=report.created,
        changed=report.changed,
        unchanged=report.unchanged,
        removed=report.removed,
        refused=report.refused,
        problems=[_problem(problem) for problem in report.problems],
        problems_total=report.problems_total,
        applied=report.applied,
    )
    message.at.FromDatetime(report.at)
    return message


def _problem(problem: Problem) -> ImportProblem:
    return ImportProblem(
        severity=SEVERITIES[problem.severity],
        sheet=problem.sheet,
        line=problem.line,
        column=problem.column,
        value=problem.value,
        reason=problem.reason,
    )
