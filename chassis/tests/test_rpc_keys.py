"""Users' public keys come from identity by its own RPC, and other services recognise users by them."""

from functools import partial

import grpc
import pytest

from chassis.rpc.access import by_service
from chassis.rpc.context import current_caller
from chassis.rpc.keys import identity_keys
from chassis.tests.calls import INTERNE, World, public_pem
from chassis.user_tokens import UserTokenVerifier
from dci.identity.v1.keys_pb2 import ListPublicKeysRequest, ListPublicKeysResponse, PublicKey
from dci.identity.v1.keys_pb2_grpc import KeyServiceServicer, add_KeyServiceServicer_to_server

pytestmark = pytest.mark.rule("SEC-5")


class Keys(KeyServiceServicer):
    def __init__(self, here: World) -> None:
        self._here = here

    def ListPublicKeys(  # noqa: N802  # the contract's name
        self, _request: ListPublicKeysRequest, _context: grpc.ServicerContext
    ) -> ListPublicKeysResponse:
        assert current_caller().service == "postes"
        key = self._here.identity_key
        return ListPublicKeysResponse(keys=[PublicKey(key_id=key.key_id, pem=public_pem(key.key).decode())])


def test_a_service_recognises_users_by_the_keys_identity_lists(here: World) -> None:
    target = here.serve(
        "identity",
        partial(add_KeyServiceServicer_to_server, Keys(here)),
        {"/dci.identity.v1.KeyService/ListPublicKeys": by_service("postes")},
    )
    verifier = UserTokenVerifier(identity_keys(here.channel(target, caller="postes", audience="identity")))

    assert verifier.verify(here.user_token(INTERNE)) == INTERNE
