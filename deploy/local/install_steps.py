"""Each thing that is installed: the files it follows from, where it lands, the commands that fetch it."""

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy.local.errors import CannotStart
from deploy.local.paths import INSTALLED, KAFKA_LIBS, MAILBOX, ROOT

VENV = ROOT / ".venv"
FRONT = ROOT / "chassis" / "web" / "front"
CONTRACTS = ROOT / "proto"
WITH_US = ["setpriv", "--pdeathsig", "TERM", "--"]
PIP = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
NPM_CI = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to install; done when it is there and its mark names its sources as they are now."""

    name: str
    what: str
    sources: tuple[Path, ...]
    lands: str  # a pattern below the root of the working copy
    commands: tuple[tuple[Path, list[str]], ...]
    after: str = ""
    covers: tuple["Step", ...] = ()  # steps that are done when this one is

    def is_done(self) -> bool:
        """Whether nothing has to be fetched."""
        mark = INSTALLED / self.name
        return any(ROOT.glob(self.lands)) and mark.exists() and mark.read_text() == self.state()

    def run(self) -> None:
        """Installs, then leaves its mark."""
        for folder, command in self.commands:
            _run(command, folder)
        for step in (self, *self.covers):
            (INSTALLED / step.name).write_text(step.state())

    def state(self) -> str:
        """A digest of the sources."""
        digest = hashlib.sha256()
        for path in self.sources:
            digest.update(path.read_bytes())
        return digest.hexdigest()


def steps_for(profile: str) -> list[Step]:
    """What `local` (to run) or `dev` (to test as well) needs."""
    python = _python(profile)
    mailbox = _npm("mailbox", "boîte aux lettres", MAILBOX)
    steps = [python, _contracts(python), _command(python), _kafka(), _front(), mailbox]
    return [*steps, _npm("buf", "outil des contrats", CONTRACTS)] if profile == "dev" else steps


def _python(profile: str) -> Step:
    locks = ROOT / "requirements" / f"{profile}.txt"
    return Step(
        name=f"python-{profile}",
        what="paquets Python",
        sources=(locks,),
        lands=".venv/bin/python",
        commands=(
            (ROOT, [sys.executable, "-m", "venv", str(VENV)]),
            (ROOT, [*PIP, "--require-hashes", "-r", str(locks)]),
        ),
        covers=(_python("local"),) if profile == "dev" else (),
    )


def _contracts(python: Step) -> Step:
    """The package `dci`; made again when the library that reads it changes."""
    contracts = sorted(CONTRACTS.glob("dci/**/*.proto"))
    return Step(
        name="contracts",
        what="contrats entre services",
        sources=(
            *contracts,
            CONTRACTS / "setup.py",
            CONTRACTS / "pyproject.toml",
            ROOT / "requirements" / "local.txt",
        ),
        lands=".venv/lib/python*/site-packages/dci",
        commands=((ROOT, [*PIP, "--no-build-isolation", "--no-deps", "./proto"]),),
        after=python.name,
    )


def _command(python: Step) -> Step:
    """`.venv/bin/dci`: the command line, from any folder (IFC-14)."""
    script = ROOT / "cli" / "dci"
    return Step(
        name="command",
        what="commande dci",
        sources=(script,),
        lands=".venv/bin/dci",
        commands=((ROOT, ["install", "-D", "-m", "755", str(script), str(VENV / "bin" / "dci")]),),
        after=python.name,
    )


def _kafka() -> Step:
    pom = ROOT / "deploy" / "local" / "kafka" / "pom.xml"
    copy = ["mvn", "--quiet", "--batch-mode", "--file", str(pom), "dependency:copy-dependencies"]
    return Step(
        name="kafka",
        what="Kafka",
        sources=(pom,),
        lands=f"{KAFKA_LIBS.relative_to(ROOT)}/kafka_*.jar",
        commands=((ROOT, [*copy, f"-DoutputDirectory={KAFKA_LIBS}"]),),
    )


def _front() -> Step:
    return Step(
        name="front",
        what="fichiers des pages",
        sources=(FRONT / "package-lock.json", FRONT / "copy.mjs"),
        lands="chassis/web/static/vendor/*.css",
        commands=((FRONT, NPM_CI), (FRONT, ["node", "copy.mjs"])),
    )


def _npm(name: str, what: str, folder: Path) -> Step:
    return Step(
        name=name,
        what=what,
        sources=(folder / "package-lock.json",),
        lands=f"{folder.relative_to(ROOT)}/node_modules/*",
        commands=((folder, NPM_CI),),
    )


def _run(command: list[str], folder: Path) -> None:
    """Runs one command, which ends with us; a failure carries what it said."""
    done = subprocess.run(  # noqa: S603  # the commands of this file
        [*WITH_US, *command],
        cwd=folder,
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        words = "\n".join((done.stderr or done.stdout).strip().splitlines()[:12])
        raise CannotStart(f"« {' '.join(command)} » a échoué :\n{words}")
