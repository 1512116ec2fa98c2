"""`dci verifier`: words and exit status (IFC-14)."""

import subprocess
from pathlib import Path

import pytest

from chassis.tests.record.made import PUBLIC, amphi_of, chosen, keys_document, lines, receipt_of, record
from cli.__main__ import main

pytestmark = [pytest.mark.rule("IFC-14"), pytest.mark.rule("IFC-13")]

DCI = Path(__file__).resolve().parents[2] / ".venv" / "bin" / "dci"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "record.jsonl"
    path.write_bytes(b"\n".join(lines(amphi_of(3))) + b"\n")
    return path


def receipt_files(folder: Path, word: str) -> list[str]:
    (folder / "receipt.txt").write_text(word)
    (folder / "keys.json").write_bytes(keys_document(PUBLIC))
    return ["--receipt", str(folder / "receipt.txt"), "--keys", str(folder / "keys.json")]


def test_a_whole_record(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verifier", str(file)]) == 0
    assert "Procès-verbal intact : 5 décisions, édition 1." in capsys.readouterr().out


def test_a_damaged_record_names_the_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(file.read_bytes().replace(b'"numero":102', b'"numero":104'))
    assert main(["verifier", str(file)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{file}, ligne 3 : La ligne 3 (décision 3) a été changée" in said.err


def test_a_record_without_its_end(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(b"\n".join(lines(amphi_of(3))[:-1]))
    assert main(["verifier", str(file)]) == 1
    assert "intacte jusqu’à la décision 4, mais l’amphi n’y est pas terminé" in capsys.readouterr().err
    assert main(["verifier", str(file), "--en-cours"]) == 0


def test_the_last_hash_may_be_required(file: Path) -> None:
    newest = amphi_of(3)[-1]["hash"]
    assert main(["verifier", str(file), "--hash", newest.upper()]) == 0
    assert main(["verifier", str(file), "--hash", "0" * 64]) == 1


def test_a_receipt_is_judged_too(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word = receipt_of(amphi_of(3)[1])
    assert main(["verifier", str(file), *receipt_files(tmp_path, word)]) == 0
    assert "Reçu : Le poste n° 101 a été donné" in capsys.readouterr().out
    assert main(["verifier", str(file), *receipt_files(tmp_path, word[:-9] + "AAAAAAAAA")]) == 1
    assert "pas été signé par DCI" in capsys.readouterr().err
    assert main(["verifier", str(file), *receipt_files(tmp_path, "bonjour")]) == 1
    corrected = record(chosen(1, 101), ("ended", {}), ("corrected", chosen(1, 7)[1]))
    file.write_bytes(b"\n".join(lines(corrected)))
    assert main(["verifier", str(file), *receipt_files(tmp_path, receipt_of(corrected[0]))]) == 1
    assert "a été remplacé par la décision 3" in capsys.readouterr().err


def test_wrong_use(file: Path, tmp_path: Path) -> None:
    assert main(["verifier", str(tmp_path / "nothing.jsonl")]) == 2
    assert main(["verifier", str(tmp_path)]) == 2
    assert main(["verifier", str(file), "--receipt", str(file)]) == 2
    assert main(["verifier", str(file), "--receipt", str(file), "--keys", str(file)]) == 2
    for arguments in ([], ["verifier"], ["inconnu"]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 2


def test_the_command_runs_from_any_folder(file: Path) -> None:
    (file.parent / "cli").mkdir()
    (file.parent / "cli" / "__init__.py").write_text("raise SystemExit(9)")
    said = subprocess.run(
        [DCI, "verifier", file.name], cwd=file.parent, capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stderr) == (0, "")
