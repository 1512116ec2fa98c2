"""What is installed is installed once, and what is missing on the machine is said in one line."""

import shutil
from pathlib import Path

import pytest

from deploy.local import install_steps, tools
from deploy.local.downloads import spoken
from deploy.local.errors import CannotStart
from deploy.local.install_steps import Step, steps_for


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(install_steps, "ROOT", tmp_path)
    monkeypatch.setattr(install_steps, "INSTALLED", tmp_path)
    (tmp_path / "lock").write_text("one")
    return tmp_path


def copying(root: Path, *, command: str = "cp lock installed") -> Step:
    return Step("copy", "copie", (root / "lock",), "installed", ((root, ["sh", "-c", command]),))


def test_what_is_installed_is_left_alone(root: Path) -> None:
    step = copying(root)
    assert not step.is_done()
    step.run()
    assert step.is_done()


def test_a_changed_lock_is_installed_again(root: Path) -> None:
    step = copying(root)
    step.run()
    (root / "lock").write_text("two")
    assert not step.is_done()


def test_what_was_removed_is_installed_again(root: Path) -> None:
    step = copying(root)
    step.run()
    (root / "installed").unlink()
    assert not step.is_done()


def test_a_failure_says_the_command_and_its_words_and_leaves_no_mark(root: Path) -> None:
    step = copying(root, command="touch installed; echo 'no such host' >&2; exit 1")
    with pytest.raises(CannotStart, match="no such host"):
        step.run()
    assert not step.is_done()


def test_whoever_installed_for_tests_has_what_running_needs() -> None:
    running = {step.name for step in steps_for("local")}
    tests = steps_for("dev")
    covered = {step.name for step in tests} | {other.name for step in tests for other in step.covers}
    assert running <= covered


def test_missing_programs_are_said_in_one_line_with_debians_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    present = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name in {"java", "mvn"} else present(name))

    with pytest.raises(CannotStart) as refusal:
        tools.check_tools()

    assert "apt-get install openjdk-17-jre-headless maven" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_program_that_is_too_old_is_said_with_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "_version", lambda command: 16 if command == "node" else 17)

    with pytest.raises(CannotStart, match=r"node 18 ou plus récent \(ici 16\)"):
        tools.check_tools()


def test_the_share_of_downloads_is_said_for_the_promised_line() -> None:
    assert spoken(125_000_000) == "125 Mo reçus, soit 20 s de téléchargement à 50 Mbit/s"
