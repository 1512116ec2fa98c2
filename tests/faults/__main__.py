"""`make faults N=1000 SEED=7 FROM=0`: so many faults from a seed, in any number of sittings.

What is found is added to FILE (.local/faults/results.jsonl); what stands there already is not run again.
The last line says « N faults, K kinds, V violations » of the faults that were asked for; the exit status is
1 where V is not 0. `--fresh N` runs so many more faults of a seed that chance gives, and says which.
"""

import argparse
import asyncio
import secrets
import sys
from pathlib import Path

from deploy.local.paths import LOCAL
from tests.faults.results import Results
from tests.faults.seeds import Group
from tests.faults.sitting import FAULTS_AN_AMPHI, INTERNES, Sitting, Size


def main() -> int:
    """Runs what is missing, and says what became of all that was asked for."""
    told = _arguments()
    results = Results(told.file)
    asked = {told.seed: range(told.first, told.first + told.faults)}
    if told.fresh:
        asked[secrets.token_hex(4)] = range(told.fresh)
    groups = []
    for seed, wanted in asked.items():
        missing = results.missing(seed, wanted)
        _say(f"seed {seed}: faults {wanted.start} to {wanted.stop - 1}, {len(missing)} of them to run")
        groups += [Group(seed, missing[at : at + told.amphi]) for at in range(0, len(missing), told.amphi)]
    for first in range(0, len(groups), told.sitting):
        sitting = Sitting(results, Size(told.amphi, told.internes))
        asyncio.run(sitting.play(groups[first : first + told.sitting]))
    for why in results.not_run(asked):
        _say(why)
    line, violations = results.verdict(asked)
    _say(line)
    return 1 if violations else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.faults", description=__doc__)
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--seed", default="7")
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--fresh", type=int, default=0)
    parser.add_argument("--file", type=Path, default=LOCAL / "faults" / "results.jsonl")
    parser.add_argument("--amphi", type=int, default=FAULTS_AN_AMPHI, help="faults an amphi")
    parser.add_argument("--internes", type=int, default=INTERNES, help="interns an amphi")
    parser.add_argument("--sitting", type=int, default=10, help="amphis before the system is built anew")
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
