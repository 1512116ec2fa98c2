"""A WebSocket client that does what it likes: stops reading, sends broken frames, frame by frame."""

import base64
import json
import os
import socket
import struct
from typing import Any, ClassVar

OPCODES = {"continuation": 0, "text": 1, "binary": 2, "close": 8, "ping": 9, "pong": 10}


def frame(content: bytes, kind: str = "text", *, last: bool = True, masked: bool = True) -> bytes:
    """Build a client's frame."""
    head = bytes([OPCODES[kind] | (0x80 if last else 0)])
    mask = 0x80 if masked else 0
    if len(content) < 126:
        head += bytes([mask | len(content)])
    elif len(content) < 65536:
        head += bytes([mask | 126]) + struct.pack("!H", len(content))
    else:
        head += bytes([mask | 127]) + struct.pack("!Q", len(content))
    if not masked:
        return head + content
    key = os.urandom(4)
    return head + key + bytes(each ^ key[at % 4] for at, each in enumerate(content))


class RawClient:
    """One connection to `/socket.io/` at 127.0.0.1:`port`."""

    opened: ClassVar[list["RawClient"]] = []

    def __init__(self, port: int, *, headers: dict[str, str] | None = None, small: bool = False) -> None:
        self.opened.append(self)
        self.sock = socket.socket()
        if small:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        self.sock.settimeout(10)
        self.sock.connect(("127.0.0.1", port))
        self._data = bytearray()
        asked = {
            "Host": f"127.0.0.1:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
            **(headers or {}),
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in asked.items() if value)
        self.sock.sendall(f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n{lines}\r\n".encode())
        self.answer = self._until(b"\r\n\r\n").decode()

    def enter(self, room: str) -> None:
        """Open the namespace and join a room, as socket.io-client does."""
        self.hello = json.loads(self.text()[1:])
        self.send("40")
        assert self.text().startswith("40")
        self.send(f'421["join","{room}"]')
        assert self.text() == f'431[{{"joined":"{room}"}}]'

    def send(self, text: str) -> None:
        """Send one message."""
        self.sock.sendall(frame(text.encode()))

    def read(self) -> tuple[int, bytes]:
        """The next frame: opcode and content; a server's frames are whole and not masked."""
        first, length = self._exactly(2)
        assert first & 0xF0 == 0x80, f"not a whole plain frame: {first:#x}"
        assert length < 128, "masked"
        if length == 126:
            (length,) = struct.unpack("!H", self._exactly(2))
        elif length == 127:
            (length,) = struct.unpack("!Q", self._exactly(8))
        return first & 0x0F, self._exactly(length)

    def text(self) -> str:
        """The next message that is no ping of Engine.IO."""
        while True:
            opcode, content = self.read()
            assert opcode == OPCODES["text"], (opcode, content)
            if content != b"2":
                return content.decode()
            self.send("3")

    def event(self) -> Any:
        """What the next event says."""
        return json.loads(self.text()[2:])[1]

    def closed(self) -> int | None:
        """Read to the end; the code that the server gave for closing."""
        code = None
        try:
            while True:
                opcode, content = self.read()
                if opcode == OPCODES["close"]:
                    code = struct.unpack("!H", content[:2])[0] if content else 1005
        except (ConnectionError, EOFError):
            return code

    def close(self) -> None:
        """Be gone, without a word."""
        self.sock.close()

    @classmethod
    def close_all(cls) -> None:
        """Be gone, all of them."""
        while cls.opened:
            cls.opened.pop().close()

    def _exactly(self, count: int) -> bytes:
        while len(self._data) < count:
            more = self.sock.recv(1 << 20)
            if not more:
                raise EOFError
            self._data += more
        found = bytes(self._data[:count])
        del self._data[:count]
        return found

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._data:
            more = self.sock.recv(4096)
            if not more:
                break
            self._data += more
        found, _, self._data = self._data.partition(mark)
        return bytes(found)
