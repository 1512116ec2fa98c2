"""Keys of a local run: readable by their owner only, and the same at every start."""

import stat
from pathlib import Path

from cryptography.fernet import Fernet

from chassis.keys import private_key, public_key
from deploy.local.keys import Keys


def test_a_service_signs_with_a_key_that_callees_know(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")
    signed = private_key(keys.private_of("session").read_bytes()).sign(b"hello")

    public_key((keys.public / "session.pub.pem").read_bytes()).verify(signed, b"hello")


def test_nobody_else_reads_a_secret(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")
    keys.private_of("session")
    keys.password("database-session")

    secret = [file for file in (tmp_path / "keys").iterdir() if file.is_file()]

    assert {stat.S_IMODE(file.stat().st_mode) for file in secret} == {0o600}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_the_next_start_finds_the_same_keys(tmp_path: Path) -> None:
    first, second = Keys(tmp_path), Keys(tmp_path)

    assert first.private_of("session").read_bytes() == second.private_of("session").read_bytes()
    assert first.symmetric("identity") == second.symmetric("identity")
    assert first.symmetric("identity") != first.symmetric("gateway")


def test_a_symmetric_key_is_one_for_fernet(tmp_path: Path) -> None:
    Fernet(Keys(tmp_path).symmetric("identity"))
