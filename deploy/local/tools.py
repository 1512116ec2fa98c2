"""The programs that the local run expects on the machine, and the one line that says which are missing."""

import importlib.util
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass

from deploy.local.errors import CannotStart


@dataclass(frozen=True, slots=True)
class Tool:
    """A program, the oldest version that will do, and Debian's package of it."""

    command: str
    package: str
    oldest: int = 0


TOOLS = (
    Tool("java", "openjdk-17-jre-headless", 17),
    Tool("mvn", "maven"),
    Tool("node", "nodejs", 18),
    Tool("npm", "npm"),
    Tool("setpriv", "util-linux"),
)
OLDEST_PYTHON = (3, 11)


def check_tools() -> None:
    """Stops with one line that says what to install, if anything is missing."""
    if missing := _missing():
        raise CannotStart(missing)


def _missing() -> str:
    names, packages = [], []
    if sys.version_info < OLDEST_PYTHON:
        return f"Python 3.11 ou plus récent est nécessaire ; « python3 » est ici {sys.version.split()[0]}."
    if importlib.util.find_spec("ensurepip") is None:
        names.append("python3-venv")
        packages.append("python3-venv")
    for tool in TOOLS:
        if reason := _reason(tool):
            names.append(reason)
            packages.append(tool.package)
    if not names:
        return ""
    return f"Il manque : {', '.join(names)}. Sur Debian : apt-get install {' '.join(packages)}"


def _reason(tool: Tool) -> str:
    if shutil.which(tool.command) is None:
        return tool.command
    if tool.oldest and (found := _version(tool.command)) < tool.oldest:
        return f"{tool.command} {tool.oldest} ou plus récent (ici {found})"
    return ""


def _version(command: str) -> int:
    flag = "-version" if command == "java" else "--version"
    answer = subprocess.run([command, flag], check=False, capture_output=True, text=True)  # noqa: S603
    numbers = re.search(r"\d+", answer.stdout + answer.stderr)
    return int(numbers.group()) if numbers else 0
