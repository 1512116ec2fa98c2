"""Recognise the caller of an RPC from its metadata, and nothing else (decision 13)."""

from collections.abc import Mapping
from typing import Final

from chassis.callers import Caller
from chassis.rpc.refusals import SessionExpiree
from chassis.tokens import ServiceVerifier
from chassis.user_tokens import UserTokenVerifier

SERVICE_TOKEN: Final = "x-dci-service-token"  # noqa: S105  # the header's name
USER_TOKEN: Final = "authorization"  # noqa: S105
REQUEST_ID: Final = "x-request-id"
_BEARER: Final = "Bearer "


class Authentication:
    """Checks the service's token, then the user's where there is one."""

    def __init__(self, services: ServiceVerifier, users: UserTokenVerifier) -> None:
        self._services = services
        self._users = users

    def caller(self, metadata: Mapping[str, str | bytes]) -> Caller:
        """Return who calls, or raise `AppelNonAuthentifie`, `SessionExpiree` or `ClesIndisponibles`."""
        service = self._services.verify(text(metadata, SERVICE_TOKEN))
        authorization = text(metadata, USER_TOKEN)
        if authorization is None:
            return Caller(service, None)
        if not authorization.startswith(_BEARER):
            raise SessionExpiree
        return Caller(service, self._users.verify(authorization.removeprefix(_BEARER)))


def user_metadata(token: str) -> tuple[str, str]:
    """Return the metadata that says for which user a call is made."""
    return (USER_TOKEN, _BEARER + token)


def text(metadata: Mapping[str, str | bytes], name: str) -> str | None:
    """Return the value under this name, None where there is none in text."""
    value = metadata.get(name)
    return value if isinstance(value, str) else None
