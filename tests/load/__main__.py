"""`python -m tests.load [PERF-2 …]`: benchmarks by name, or all. Exit status 1 where a goal is not met."""

import sys
from importlib import import_module

from tests.load.report import Report

TITLES = {
    "PERF-1": "un choix, requête HTTP → réponse, bases durables",
    "PERF-2": "émission → dernier spectateur, un processus gateway",
    "PERF-2b": "décision validée en base → dernier spectateur",
    "PERF-7": "une campagne jouée par des internes simulés, 40 amphis",
    "PERF-9": "tempête de reconnexions pendant que l’on choisit",
}


def main(names: list[str]) -> int:
    """Run those that are named."""
    unknown = [name for name in names if name not in TITLES]
    if unknown:
        sys.stderr.write(f"Inconnu : {', '.join(unknown)}. Il y a : {', '.join(TITLES)}.\n")
        return 2
    status = 0
    for name in names or TITLES:
        report = Report(name, TITLES[name])
        import_module(f"tests.load.{name.lower().replace('-', '_')}").main(report)
        status |= report.end()
    return status


if __name__ == "__main__":
    sys.exit(main([name for each in sys.argv[1:] for name in each.split(",") if name]))
