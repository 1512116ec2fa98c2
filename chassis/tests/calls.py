"""A small world of services that really call each other: their keys, their servers, their users."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import grpc
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chassis.callers import User
from chassis.clock import Clock, SystemClock
from chassis.config import ServerSettings
from chassis.rpc.access import Access, anybody
from chassis.rpc.client import connect
from chassis.rpc.context import current_caller
from chassis.rpc.server import GrpcServer, Register
from chassis.tokens import ServiceSigner
from chassis.user_tokens import SigningKey, sign_user_token

ECHO: Final = "dci.essai.v1.EchoService"
SAY: Final = f"/{ECHO}/Say"
Handler = Callable[[Any, grpc.ServicerContext], Any]

INTERNE: Final = User(UUID(int=1), "interne", frozenset(), UUID(int=101))


def staff_member(role: str) -> User:
    return User(UUID(int=2), "staff", frozenset({role}), UUID(int=102))


def private_pem(key: Any) -> bytes:
    return bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def public_pem(key: Any) -> bytes:
    return bytes(
        key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def echo(unary: Handler | None = None, **streaming: Handler) -> Register:
    """Register EchoService: where given, `Say` (unary), `Count` (answers stream), `Add` (requests stream)."""
    handlers: dict[str, grpc.RpcMethodHandler[Any, Any]] = {}
    if unary:
        handlers["Say"] = grpc.unary_unary_rpc_method_handler(unary)
    if "count" in streaming:
        handlers["Count"] = grpc.unary_stream_rpc_method_handler(streaming["count"])
    if "add" in streaming:
        handlers["Add"] = grpc.stream_unary_rpc_method_handler(streaming["add"])

    def register(server: grpc.Server) -> None:
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(ECHO, handlers),))
        server.add_registered_method_handlers(ECHO, handlers)

    return register


def say(channel: grpc.Channel, message: bytes = b"?", **options: Any) -> bytes:
    method: Any = channel.unary_unary(f"/{ECHO}/Say")
    return bytes(method(message, **options))


def count_of(channel: grpc.Channel) -> Iterator[bytes]:
    method: Any = channel.unary_stream(f"/{ECHO}/Count")
    answers: Iterator[bytes] = method(b"")
    return answers


def add_to(channel: grpc.Channel, *messages: bytes) -> bytes:
    method: Any = channel.stream_unary(f"/{ECHO}/Add")
    return bytes(method(iter(messages)))


def answer(_request: Any, _context: grpc.ServicerContext) -> bytes:
    return b"!"


def who(_request: Any, _context: grpc.ServicerContext) -> bytes:
    caller = current_caller()
    return f"{caller.service} {caller.user.id if caller.user else None}".encode()


@dataclass
class World:
    """Services with their keys in files, and servers that live as long as the test."""

    folder: Path
    ends: ExitStack
    clock: Clock = field(default_factory=SystemClock)
    identity_key: SigningKey = field(
        default_factory=lambda: SigningKey("2026-a", Ed25519PrivateKey.generate())
    )

    @property
    def keys_dir(self) -> Path:
        return self.folder / "public"

    def key_file(self, service: str) -> Path:
        path = self.folder / f"{service}.pem"
        if not path.exists():
            self.new_key(service)
        return path

    def new_key(self, service: str) -> None:
        key = Ed25519PrivateKey.generate()
        self.keys_dir.mkdir(exist_ok=True)
        (self.folder / f"{service}.pem").write_bytes(private_pem(key))
        (self.keys_dir / f"{service}.pub.pem").write_bytes(public_pem(key))

    def signer(self, service: str) -> ServiceSigner:
        return ServiceSigner(service, self.key_file(service), self.clock)

    def user_keys(self) -> Mapping[str, Ed25519PublicKey]:
        return {self.identity_key.key_id: self.identity_key.key.public_key()}

    def user_token(self, user: User) -> str:
        return sign_user_token(user, self.identity_key, self.clock.now())

    def settings(self, **changes: Any) -> ServerSettings:
        self.keys_dir.mkdir(exist_ok=True)
        given: dict[str, Any] = {
            "bind": "127.0.0.1",
            "grpc_port": 0,
            "service_keys_dir": self.keys_dir,
            "reflection": False,
            "threads": 4,
            "max_connection_age_ms": 60_000,
            "tls_cert_file": None,
            "tls_key_file": None,
        }
        return ServerSettings(**given | changes)

    def serve(
        self,
        service: str,
        register: Register,
        access: Mapping[str, Access] | None = None,
        settings: ServerSettings | None = None,
    ) -> str:
        """Start a service and return its address."""
        server = GrpcServer(
            service,
            settings or self.settings(),
            access=access or {f"/{ECHO}/Say": anybody()},
            user_keys=self.user_keys,
            register=[register],
            clock=self.clock,
        )
        server.start()
        self.ends.callback(server.stop)
        return f"127.0.0.1:{server.port}"

    def channel(self, target: str, *, caller: str = "gateway", audience: str, **options: Any) -> grpc.Channel:
        channel = connect(target, audience=audience, signer=self.signer(caller), **options)
        self.ends.callback(channel.close)
        return channel

    def bare_channel(self, target: str) -> grpc.Channel:
        """A channel that adds nothing of ours."""
        channel = grpc.insecure_channel(target, [("grpc.enable_http_proxy", 0)])
        self.ends.callback(channel.close)
        return channel


@contextmanager
def world(folder: Path, clock: Clock | None = None) -> Iterator[World]:
    with ExitStack() as ends:
        yield World(folder, ends, clock or SystemClock())
