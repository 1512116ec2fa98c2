"""Every address of gateway and admin, from the applications' own maps: a new one cannot be forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from flask import Flask

from services.admin.tests.application import World as AdminDoubles
from services.admin.tests.application import make_application as make_admin
from services.gateway.tests.dev.application import make_application as make_gateway
from services.gateway.tests.dev.application import make_world as gateway_doubles
from tests.security.world import World

READING: Final = "GET"
UNKNOWN: Final = "00000000-0000-4000-8000-000000000000"
BODIES: Final[dict[str, dict[str, Any]]] = {
    "api_compte.connexion": {"email": "personne@exemple.fr", "password": "rien de tel ici"},
    "api_commands.choix": {"numero": 1},
    "api_rights.demander": {"type_choix": "surnombre_validant"},
    "api_rights.donner": {"email": "personne@exemple.fr", "telephone": "0639980000"},
    "api_rights.accepter": {"password": "rien de tel ici", "password_again": "rien de tel ici"},
    "api_favourites.ajouter": {"numero": 1},
    "api_favourites.deplacer": {"position": 1},
}
KEY: Final = {"Idempotency-Key": "cle-de-l-attaquant"}


@dataclass(frozen=True, slots=True)
class Address:
    """One way to ask something of gateway or admin."""

    front: str
    endpoint: str
    method: str
    path: str

    @property
    def is_api(self) -> bool:
        """JSON, without a form's token."""
        return self.path.startswith("/api/")

    @property
    def body(self) -> dict[str, Any]:
        """What makes sense there."""
        return BODIES.get(self.endpoint, {})


@cache
def application(front: str) -> Flask:
    """The application, for its map alone."""
    if front == "gateway":
        return make_gateway(gateway_doubles()).app
    return make_admin(AdminDoubles()).app


def addresses(world: World, front: str) -> list[Address]:
    """All of them, about what this run holds."""
    return sorted(_addresses(world, front), key=lambda each: (each.endpoint, each.method))


def _addresses(world: World, front: str) -> Iterator[Address]:
    values: dict[str, object] = {
        "amphi_id": world.running["amphi_id"],
        "version_id": world.version_id,
        "semestre": world.running["semestre"],
        "extension": "csv",
        "form": "csv",
        "kind": "internes",
        "rang": 3,
        "numero": 2931,
        "etat": "provisoire",
        "digest": "0",
        "name": "chassis/web/static/css/theme.css",
    }
    url_map = application(front).url_map
    adapter = url_map.bind("localhost")
    for rule in url_map.iter_rules():
        arguments = {name: values.get(name, UNKNOWN) for name in rule.arguments}
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Address(front, rule.endpoint, method, adapter.build(rule.endpoint, arguments, method))
