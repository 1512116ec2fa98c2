"""What became of each fault, a JSON object a line: sittings add to it, and none is run twice."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Asked = Mapping[str, range]
"""Seed → which of its faults."""


@dataclass(frozen=True, slots=True)
class Results:
    """One file; faults of one seed are known by their index."""

    file: Path

    def add(
        self, seed: str, indexes: list[int], kinds: list[str], notes: list[str], violations: list[str]
    ) -> None:
        """An amphi is over: its faults, and what the checker found."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        row = {"seed": seed, "indexes": indexes, "kinds": kinds, "notes": notes, "violations": violations}
        with self.file.open("a") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def missing(self, seed: str, wanted: Iterable[int]) -> list[int]:
        """Those of these that were not run yet."""
        done = {index for row in self._rows() if row["seed"] == seed for index in row["indexes"]}
        return [index for index in wanted if index not in done]

    def verdict(self, asked: Asked) -> tuple[str, int]:
        """The last line that is said, and how many violations."""
        run: dict[tuple[str, int], str] = {}
        violations: list[str] = []
        for row in self._rows():
            here = {(row["seed"], index): kind for index, kind, note in _faults(row) if note == "run"}
            wanted = {fault: kind for fault, kind in here.items() if fault[1] in asked.get(fault[0], ())}
            violations += row["violations"] if wanted else []
            run |= wanted
        return f"{len(run)} faults, {len(set(run.values()))} kinds, {len(violations)} violations", len(
            violations
        )

    def not_run(self, asked: Asked) -> list[str]:
        """Kinds that this machine does not allow, and why."""
        rows = (row for row in self._rows() if row["seed"] in asked)
        return sorted({f"{kind}: {note}" for row in rows for _, kind, note in _faults(row) if note != "run"})

    def _rows(self) -> list[dict[str, Any]]:
        if not self.file.exists():
            return []
        return [json.loads(line) for line in self.file.read_text().splitlines()]


def _faults(row: dict[str, Any]) -> Iterable[tuple[int, str, str]]:
    return zip(row["indexes"], row["kinds"], row["notes"], strict=True)
