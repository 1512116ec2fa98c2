"""Generates the package `dci` (messages, stubs, types) while pip builds the wheel."""  # noqa: INP001

import sysconfig
from importlib.resources import files
from pathlib import Path
from shutil import rmtree

from grpc_tools import protoc
from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent / "build" / "contracts"


def generate(target: Path) -> None:
    """Runs protoc on every contract, with types for messages and stubs; a refusal stops the build."""
    contracts = sorted(str(path.relative_to(HERE)) for path in HERE.glob("dci/**/*.proto"))
    scripts = Path(sysconfig.get_path("scripts"))
    status = protoc.main(
        [
            "protoc",
            f"--proto_path={HERE}",
            f"--proto_path={files('grpc_tools') / '_proto'}",
            *(f"--plugin={name}={scripts / name}" for name in ("protoc-gen-mypy", "protoc-gen-mypy_grpc")),
            *(f"--{kind}_out={target}" for kind in ("python", "grpc_python", "mypy", "mypy_grpc")),
            *contracts,
        ]
    )
    if status:
        raise SystemExit("The contracts in proto/ do not compile: see the lines above.")
    for folder in {target / "dci", *(path.parent for path in target.glob("dci/**/*_pb2.py"))}:
        for package in (folder, *folder.parents):
            if package == target:
                break
            (package / "__init__.py").touch()
    (target / "dci" / "py.typed").touch()


class GenerateContracts(build_py):
    """`build_py` whose only sources are the contracts."""

    def run(self) -> None:
        """Generates into the wheel's own folder."""
        target = Path(self.build_lib)
        rmtree(target / "dci", ignore_errors=True)
        target.mkdir(parents=True, exist_ok=True)
        generate(target)

    def get_source_files(self) -> list[str]:
        """The contracts themselves."""
        return sorted(str(path.relative_to(HERE)) for path in HERE.glob("dci/**/*.proto"))


BUILD.mkdir(parents=True, exist_ok=True)
setup(
    packages=["dci"],
    package_dir={"dci": "dci"},
    cmdclass={"build_py": GenerateContracts},
    options={"build": {"build_base": str(BUILD)}, "egg_info": {"egg_base": str(BUILD)}},
)
