"""Settings: every error at once, each with the variable's name; groups; types."""

from dataclasses import FrozenInstanceError, dataclass
from pathlib import Path

import pytest

from chassis.config import PORT, ProcessSettings, setting, settings_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    process: ProcessSettings
    database_url: str = setting("DCI_DATABASE_URL", "PostgreSQL, such as postgresql://…")
    port: int = setting("DCI_SMTP_PORT", "port of the mail server", default=25, validate=PORT)
    proxies: tuple[str, ...] = setting("DCI_TRUSTED_PROXIES", "addresses", default=())
    authority: Path | None = setting("DCI_TLS_CA_FILE", "authority", default=None)


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "DATABASE_URL",
        "SMTP_PORT",
        "TRUSTED_PROXIES",
        "TLS_CA_FILE",
        "METRICS_PORT",
        "LOG_LEVEL",
        "BIND",
    ):
        monkeypatch.delenv(f"DCI_{name}", raising=False)


def test_a_group_and_every_type_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DCI_METRICS_PORT", "9101")
    monkeypatch.setenv("DCI_DATABASE_URL", "postgresql://here/session")
    monkeypatch.setenv("DCI_TRUSTED_PROXIES", "10.0.0.1,10.0.0.2")
    monkeypatch.setenv("DCI_TLS_CA_FILE", "/keys/ca.pem")

    settings = settings_from(Settings)

    assert settings.process.metrics_port == 9101
    assert settings.process.log_level == "INFO"
    assert settings.database_url == "postgresql://here/session"
    assert settings.port == 25
    assert settings.proxies == ("10.0.0.1", "10.0.0.2")
    assert settings.authority == Path("/keys/ca.pem")
    with pytest.raises(FrozenInstanceError):
        settings.port = 26  # type: ignore[misc]


def test_every_error_is_shown_at_once_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DCI_SMTP_PORT", "70000")
    monkeypatch.setenv("DCI_METRICS_PORT", "neuf")

    with pytest.raises(SystemExit) as stopped:
        settings_from(Settings)

    assert stopped.value.code == 2
    shown = capsys.readouterr().err
    assert "DCI_DATABASE_URL" in shown
    assert "PostgreSQL, such as" in shown
    assert "DCI_SMTP_PORT : un port est attendu" in shown
    assert "DCI_METRICS_PORT" in shown


def test_an_empty_variable_is_not_a_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DCI_METRICS_PORT", "9101")
    monkeypatch.setenv("DCI_DATABASE_URL", "")

    with pytest.raises(SystemExit):
        settings_from(Settings)

    assert "DCI_DATABASE_URL : ne doit pas être vide" in capsys.readouterr().err
