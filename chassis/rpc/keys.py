"""Users' public keys, asked of identity (decision 13)."""

import grpc

from chassis.keys import public_key
from chassis.user_tokens import KeySource
from dci.identity.v1.keys_pb2 import ListPublicKeysRequest
from dci.identity.v1.keys_pb2_grpc import KeyServiceStub


def identity_keys(channel: grpc.Channel) -> KeySource:
    """Return a source that asks identity through this channel; `UserTokenVerifier` keeps what it gives."""
    stub = KeyServiceStub(channel)
    return lambda: {
        key.key_id: public_key(key.pem.encode()) for key in stub.ListPublicKeys(ListPublicKeysRequest()).keys
    }
