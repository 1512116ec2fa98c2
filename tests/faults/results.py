"""What became of each fault, a JSON object a line: sittings add to it, and none is run twice."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


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
        done = {index for row in self._rows(seed) for index in row["indexes"]}
        return [index for index in wanted if index not in done]

    def verdict(self, seed: str, wanted: Iterable[int]) -> tuple[str, int]:
        """The last line that is said, and how many violations."""
        asked = set(wanted)
        run: dict[int, str] = {}
        violations: list[str] = []
        for row in self._rows(seed):
            here = dict(zip(row["indexes"], zip(row["kinds"], row["notes"], strict=True), strict=True))
            if asked & here.keys():
                violations += row["violations"]
            run |= {index: kind for index, (kind, note) in here.items() if index in asked and note == "run"}
        return f"{len(run)} faults, {len(set(run.values()))} kinds, {len(violations)} violations", len(
            violations
        )

    def not_run(self, seed: str) -> dict[str, str]:
        """Kinds that this machine does not allow, and why."""
        return {
            kind: note
            for row in self._rows(seed)
            for kind, note in zip(row["kinds"], row["notes"], strict=True)
            if note != "run"
        }

    def _rows(self, seed: str) -> list[dict[str, Any]]:
        if not self.file.exists():
            return []
        rows = [json.loads(line) for line in self.file.read_text().splitlines()]
        return [row for row in rows if row["seed"] == seed]
