"""Settings come from the environment, typed and documented; a missing or wrong one stops the start.

A service declares a frozen dataclass whose fields are `setting(…)`, or groups of settings (other such
dataclasses); `settings_from` reads it with environs and shows every error at once, with the variable's name.
"""

import dataclasses
import sys
from collections.abc import Callable
from dataclasses import MISSING, dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from environs import Env, EnvValidationError
from marshmallow import ValidationError
from marshmallow.validate import Length, OneOf, Range

T = TypeVar("T")
Validator = Callable[[Any], Any]

_PARSERS: Final[dict[object, str]] = {
    str: "str",
    int: "int",
    float: "float",
    bool: "bool",
    Path: "path",
    tuple[str, ...]: "list",
}
"""Type of the field → how environs reads it (a tuple of str: separated by commas)."""

PORT: Final = Range(min=1, max=65535, error="un port est attendu, de 1 à 65535")


def existing_file(path: Path) -> None:
    """Check that a setting names a file that is there."""
    if not path.is_file():
        raise ValidationError(f"le fichier {path} est introuvable")


def existing_folder(path: Path) -> None:
    """Check that a setting names a folder that is there."""
    if not path.is_dir():
        raise ValidationError(f"le dossier {path} est introuvable")


@dataclass(frozen=True, slots=True)
class _Setting:
    variable: str
    help: str
    validate: tuple[Validator, ...]


def setting(variable: str, help: str, *, default: Any = MISSING, validate: Validator | None = None) -> Any:  # noqa: A002
    """Declare a field read from `variable`; without a default it must be set. `help` says what it is."""
    checks = (validate,) if validate else ()
    return dataclasses.field(default=default, metadata={"setting": _Setting(variable, help, checks)})


def settings_from(schema: type[T]) -> T:
    """Read the settings, or print every missing or wrong variable on stderr and exit with status 2."""
    env = Env(eager=False)
    values = _read(env, schema)
    try:
        env.seal()
    except EnvValidationError as wrong:
        sys.stderr.write(_explained(schema, wrong.error_messages))
        raise SystemExit(2) from None
    return _built(schema, values)


def _read(env: Env, schema: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(schema)
    return {item.name: _value(env, item, hints[item.name]) for item in dataclasses.fields(schema)}


def _value(env: Env, item: "dataclasses.Field[Any]", hint: Any) -> Any:
    if dataclasses.is_dataclass(hint):
        return _read(env, hint)  # type: ignore[arg-type]  # a class: it comes from an annotation
    declared: _Setting = item.metadata["setting"]
    kind = _without_none(hint)
    options: dict[str, Any] = {} if item.default is MISSING else {"default": item.default}
    checks = (
        [*declared.validate, Length(min=1, error="ne doit pas être vide")]
        if kind is str
        else list(declared.validate)
    )
    return getattr(env, _PARSERS[kind])(declared.variable, validate=checks or None, **options)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) is UnionType:
        (kind,) = (part for part in get_args(hint) if part is not NoneType)
        return kind
    return hint


def _built(schema: type[T], values: dict[str, Any]) -> T:
    hints = get_type_hints(schema)
    made = {
        name: _built(hints[name], value) if dataclasses.is_dataclass(hints[name]) else _frozen(value)
        for name, value in values.items()
    }
    return schema(**made)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _documentation(schema: type[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in dataclasses.fields(schema):
        hint = get_type_hints(schema)[item.name]
        if dataclasses.is_dataclass(hint):
            found |= _documentation(hint)  # type: ignore[arg-type]  # as above
        else:
            found[item.metadata["setting"].variable] = item.metadata["setting"].help
    return found


def _explained(schema: type[Any], errors: Any) -> str:
    known = _documentation(schema)
    lines = [
        f"  {variable} : {' '.join(map(str, found))} — {known[variable]}"
        for variable, found in sorted(errors.items())
    ]
    return "\n".join(["Réglages manquants ou faux :", *lines, ""])


_BIND: Final = "IPv4 address to listen on; 127.0.0.1 where nobody else should come in"
_EVERYWHERE: Final = "0.0.0.0"  # noqa: S104  # in a container, everybody comes from outside


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessSettings:
    """What every process needs: where its state is read from, and how much it logs."""

    bind: str = setting("DCI_BIND", _BIND, default=_EVERYWHERE)
    metrics_port: int = setting(
        "DCI_METRICS_PORT", "port of /metrics, /healthz and /readyz, such as 9101", validate=PORT
    )
    log_level: str = setting(
        "DCI_LOG_LEVEL",
        "least level that is logged: DEBUG, INFO, WARNING or ERROR",
        default="INFO",
        validate=OneOf(["DEBUG", "INFO", "WARNING", "ERROR"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSettings:
    """What every process that calls services needs: its own key, and the authority of their certificates."""

    service_key_file: Path = setting(
        "DCI_SERVICE_KEY_FILE",
        "this service's private key: Ed25519, PEM; re-read when it changes",
        validate=existing_file,
    )
    tls_ca_file: Path | None = setting(
        "DCI_TLS_CA_FILE",
        "authority of the services' certificates, PEM; without it calls are in clear",
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """What every gRPC server needs."""

    bind: str = setting("DCI_BIND", _BIND, default=_EVERYWHERE)
    grpc_port: int = setting("DCI_GRPC_PORT", "port of the gRPC server, such as 9001", validate=PORT)
    service_keys_dir: Path = setting(
        "DCI_SERVICE_KEYS_DIR",
        "folder of the callers' public keys, <service>.pub.pem",
        validate=existing_folder,
    )
    reflection: bool = setting(
        "DCI_REFLECTION", "1 to let tools ask which RPCs there are (local runs)", default=False
    )
    threads: int = setting("DCI_GRPC_THREADS", "calls answered at once", default=32, validate=Range(min=1))
    max_connection_age_ms: int = setting(
        "DCI_GRPC_MAX_CONNECTION_AGE_MS",
        "age at which clients reconnect, to spread over replicas",
        default=300_000,
    )
    tls_cert_file: Path | None = setting(
        "DCI_TLS_CERT_FILE", "certificate, PEM; with DCI_TLS_KEY_FILE calls are over TLS", default=None
    )
    tls_key_file: Path | None = setting(
        "DCI_TLS_KEY_FILE", "private key of the certificate, PEM", default=None
    )
