"""`make faults N=1000 SEED=7 FROM=0`: so many faults from a seed, in any number of sittings.

What is found is added to FILE (.local/faults/results.jsonl); what stands there already is not run again. The
last line says « N faults, K kinds, V violations » of the faults that were asked for; the exit status is 1 where
V is not 0. SEED=fresh takes one by chance and says it.
"""

import argparse
import asyncio
import secrets
import sys
from pathlib import Path

from deploy.local.paths import LOCAL
from tests.faults.results import Results
from tests.faults.sitting import FAULTS_AN_AMPHI, INTERNES, Sitting, Size


def main() -> int:
    """Runs what is missing, and says what became of all that was asked for."""
    told = _arguments()
    seed = secrets.token_hex(4) if told.seed == "fresh" else told.seed
    wanted = range(told.first, told.first + told.faults)
    results = Results(told.file)
    missing = results.missing(seed, wanted)
    _say(f"seed {seed}: faults {wanted.start} to {wanted.stop - 1}, {len(missing)} of them to run")
    size = Size(told.amphi, told.internes)
    for first in range(0, len(missing), told.sitting):
        asyncio.run(Sitting(seed, results, size).play(missing[first : first + told.sitting]))
    for kind, why in sorted(results.not_run(seed).items()):
        _say(f"{kind}: {why}")
    line, violations = results.verdict(seed, wanted)
    _say(line)
    return 1 if violations else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.faults", description=__doc__)
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--seed", default="7")
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--file", type=Path, default=LOCAL / "faults" / "results.jsonl")
    parser.add_argument("--amphi", type=int, default=FAULTS_AN_AMPHI, help="faults an amphi")
    parser.add_argument("--internes", type=int, default=INTERNES, help="interns an amphi")
    parser.add_argument("--sitting", type=int, default=200, help="faults before the system is built anew")
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
