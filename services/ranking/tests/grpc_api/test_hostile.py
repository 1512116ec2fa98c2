"""Every field of every request, filled with what nobody should send: a clear refusal, never a bug."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from chassis.callers import User
from chassis.errors import RemoteError
from chassis.rpc.context import acting_for
from dci.common.v1.imports_pb2 import ImportChunk, ImportStart
from dci.ranking.v1 import ranking_pb2 as pb
from services.ranking.tests.conftest import Ranking
from services.ranking.tests.grpc_api.fake_identity import person

pytestmark = [pytest.mark.real, pytest.mark.rule("SEC-6")]

STAFF = User(UUID(int=7), "staff", frozenset({"gestionnaire"}), UUID(int=70))
INTERNE = User(UUID(int=9), "interne", frozenset(), UUID(int=90))
CALLERS = {"GetMyRanks": ("gateway", INTERNE), "GetRoster": ("session", None)}
METHODS = (
    "ApplyImport", "GetImportModel", "Compute", "Publish", "ListVersions", "ListPublished", "GetCallList",
    "Explain",
)  # fmt: skip
TEXTS = (
    "\0",
    "'; DROP TABLE version; --",
    "x" * 100_000,
    "😀%_\\",
    "00000000-0000-0000-0000-000000000000",
)
NUMBERS = (-(2**31), -1, 0, 2**31 - 1)


def hostile(descriptor: Descriptor | None, usual: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Requests that are usual but for one field."""
    for field in descriptor.fields if descriptor else ():
        if field.type == FieldDescriptor.TYPE_MESSAGE:
            for inner in hostile(field.message_type, usual.get(field.name, {})):
                yield usual | {field.name: inner}
        elif field.type == FieldDescriptor.TYPE_STRING:
            for text in TEXTS:
                yield usual | {field.name: [text] if field.is_repeated else text}
        elif field.type == FieldDescriptor.TYPE_INT32:
            for number in NUMBERS:
                yield usual | {field.name: number}


def is_bug(ranking: Ranking, method: str, request: Message | Iterator[Message]) -> bool:
    service, user = CALLERS.get(method, ("admin", STAFF))
    with acting_for(ranking.here.user_token(user) if user else None):
        try:
            answer = getattr(ranking.stub(service), method)(request)
            if isinstance(answer, Iterator):
                list(answer)
        except RemoteError as refused:
            return refused.code == "erreur_interne"
    return False


@pytest.mark.parametrize("method", [*METHODS, *CALLERS])
def test_no_field_makes_a_bug(ranking: Ranking, method: str) -> None:
    ranking.identity.internes = [person("A0001")]
    version = ranking.publish(ranking.compute())
    request_type = getattr(pb, f"{method}Request")
    usual: dict[str, Any] = {
        "scope": {"semestre": "052027", "groupe_code": "3", "regimes": ["approfondissement"]},
        "version_id": version.version_id,
    }
    fields = {name: value for name, value in usual.items() if name in request_type.DESCRIPTOR.fields_by_name}
    bugs = [
        str(given)[:200]
        for given in hostile(request_type.DESCRIPTOR, fields)
        if is_bug(ranking, method, request_type(**given))
    ]
    assert not bugs


def test_no_upload_makes_a_bug(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001")]
    content = b"ine;semestre;nature;valide\nA0001;112025;stage;oui\n"
    bugs = [
        (kind, name)
        for kind in ("cursus", *TEXTS)
        for name in TEXTS
        if is_bug(ranking, "DryRunImport", upload(kind, name, content))
    ]
    assert not bugs


def upload(kind: str, name: str, content: bytes) -> Iterator[Message]:
    yield pb.DryRunImportRequest(chunk=ImportChunk(start=ImportStart(kind=kind, filename=name)))
    yield pb.DryRunImportRequest(chunk=ImportChunk(data=content))
