"""One client's WebSocket on a bare socket, without a greenlet: the event loop's callbacks read and write.

Nothing here waits. What the kernel does not take at once is kept, in order and in part, until it does; a
client that lets too much wait is dropped, and catches up when it comes back.
"""

import socket as sockets
from base64 import b64encode
from collections import deque
from hashlib import sha1
from struct import pack
from typing import Any, Final, Protocol

import gevent
from gevent.monkey import get_original
from wsproto.frame_protocol import CloseReason, Frame, FrameProtocol, Opcode, ParseFailed

MOST_PENDING: Final = 512 * 1024
"""Bytes that may wait behind a message that the kernel did not take whole."""
READ_BYTES: Final = 16 * 1024
LINGER_SECONDS: Final = 5.0
"""How long a socket that said goodbye is kept for the other side's goodbye."""
READABLE: Final = 1
WRITABLE: Final = 2
KEY_SALT: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
"""RFC 6455, 1.3."""

_bare_socket = get_original("socket", "socket")


class Owner(Protocol):
    """Whom a wire tells, from the event loop: neither may wait."""

    def taken(self, message: str | bytes) -> None:
        """A whole message came."""

    def lost(self) -> None:
        """The wire is gone; said once, whoever ended it."""


def greeting(environ: dict[str, Any]) -> bytes | None:
    """Answer a request to speak WebSocket, version 13 and no extension; None if it is not one."""
    key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
    if not key or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
        return None
    accepted = b64encode(sha1(key.encode("latin-1") + KEY_SALT, usedforsecurity=False).digest())
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accepted + b"\r\n\r\n"
    )


def framed(message: str | bytes) -> bytes:
    """Build the frame of a message; a server's are not masked, so that one serves every client."""
    first, content = (0x81, message.encode()) if isinstance(message, str) else (0x82, message)
    length = len(content)
    if length < 126:  # noqa: PLR2004  # RFC 6455, 5.2
        return pack("!BB", first, length) + content
    if length < 65_536:  # noqa: PLR2004
        return pack("!BBH", first, 126, length) + content
    return pack("!BBQ", first, 127, length) + content


class Wire:
    """A WebSocket that was accepted on `fd`; messages longer than `longest` end it."""

    __slots__ = (
        "_allowed", "_ending", "_linger", "_longest", "_owner", "_parser", "_part", "_pending", "_reader",
        "_send", "_sock", "_waiting", "_writer",
    )  # fmt: skip

    def __init__(self, fd: int, owner: Owner, longest: int) -> None:
        self._sock = _bare_socket(fileno=fd)
        self._sock.setblocking(False)
        self._sock.setsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY, 1)
        self._send = self._sock.send
        self._owner: Owner | None = owner
        self._longest = longest
        self._parser = FrameProtocol(client=False, extensions=[])
        self._part: str | bytes | None = None
        self._pending: deque[bytes | memoryview] | None = None
        self._waiting = self._allowed = 0
        self._ending = False
        self._linger: Any = None
        self._writer: Any = None
        self._reader = gevent.get_hub().loop.io(fd, READABLE)
        self._reader.start(self._readable)

    def write(self, frame: bytes) -> None:
        """Send a ready frame, or keep what the kernel does not take."""
        if self._pending:
            self._keep(frame)
            return
        try:
            sent = self._send(frame)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.drop()
            return
        if sent < len(frame):
            self._keep(memoryview(frame)[sent:])

    def end(self, code: int = CloseReason.NORMAL_CLOSURE) -> None:
        """Say goodbye after what is pending, and wait a moment for the other side's."""
        if self._owner is None or self._ending:
            return
        self.write(bytes(self._parser.close(code)))
        self._ending = True
        if self._owner is not None:
            self._linger = gevent.get_hub().loop.timer(LINGER_SECONDS)
            self._linger.start(self.drop)
            self.pause(paused=False)
            self._finish()

    def drop(self) -> None:
        """Close at once."""
        owner, self._owner = self._owner, None
        if owner is None:
            return
        for watcher in (self._reader, self._writer, self._linger):
            if watcher is not None:
                watcher.stop()
                watcher.close()
        self._pending = None
        self._sock.close()
        owner.lost()

    def pause(self, *, paused: bool) -> None:
        """Read no more for now, or again: TCP holds the sender back."""
        if self._owner is None:
            return
        if paused and not self._ending:
            self._reader.stop()
        elif not paused and not self._reader.active:
            self._reader.start(self._readable)

    def _keep(self, rest: bytes | memoryview) -> None:
        if not self._pending:
            self._pending = deque()
            self._waiting, self._allowed = 0, MOST_PENDING + len(rest)
            if self._writer is None:
                self._writer = gevent.get_hub().loop.io(self._sock.fileno(), WRITABLE)
            self._writer.start(self._drain)
        self._waiting += len(rest)
        self._pending.append(rest)
        if self._waiting > self._allowed:
            self.drop()

    def _drain(self) -> None:
        pending = self._pending
        while pending:
            try:
                sent = self._send(pending[0])
            except BlockingIOError:
                return
            except OSError:
                self.drop()
                return
            self._waiting -= sent
            if sent < len(pending[0]):
                pending[0] = memoryview(pending[0])[sent:]
            else:
                pending.popleft()
        self._pending = None
        self._writer.stop()
        self._finish()

    def _finish(self) -> None:
        if self._ending and not self._pending:
            try:
                self._sock.shutdown(sockets.SHUT_WR)
            except OSError:
                self.drop()

    def _readable(self) -> None:
        try:
            data = self._sock.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.drop()
        elif not self._ending:
            self._read(data)

    def _read(self, data: bytes) -> None:
        self._parser.receive_bytes(data)
        try:
            for frame in self._parser.received_frames():
                self._take(frame)
                if self._owner is None or self._ending:
                    return
        except ParseFailed as wrong:
            self.end(wrong.code)

    def _take(self, frame: Frame) -> None:
        match frame.opcode:
            case Opcode.CLOSE:
                self.end(frame.payload[0])  # type: ignore[arg-type]  # a close's payload is (code, reason)
            case Opcode.PING:
                self.write(bytes(self._parser.pong(frame.payload)))  # type: ignore[arg-type]  # bytes
            case Opcode.TEXT | Opcode.BINARY:
                self._take_part(frame)

    def _take_part(self, frame: Frame) -> None:
        part: Any = frame.payload if self._part is None else self._part + frame.payload  # type: ignore[operator]
        if len(part) > self._longest:
            self.end(CloseReason.MESSAGE_TOO_BIG)
            return
        self._part = None if frame.message_finished else part
        if frame.message_finished and self._owner is not None:
            self._owner.taken(part)
