"""Who is in which room. The stock manager looks through every room when one leaves: n² when all leave."""

from typing import Any

from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from socketio.manager import Manager
from socketio.packet import EVENT


class Rooms(Manager):  # type: ignore[misc]  # socketio has no types
    """The stock manager, which also knows each client's rooms, and hands one packet to a whole room."""

    def __init__(self) -> None:
        super().__init__()
        self._rooms_of: dict[tuple[str, str], set[str | None]] = {}

    def emit(self, event: str, data: Any, namespace: str, room: Any = None, **options: Any) -> None:
        """Send an object to a room; whatever is more than that goes the stock way."""
        room = options.get("to") or room
        plain = isinstance(data, dict) and isinstance(room, str)
        encoded = self.server.packet_class(EVENT, namespace=namespace, data=[event, data]).encode()
        if not plain or options.get("callback") or options.get("skip_sid") or isinstance(encoded, list):
            super().emit(event, data, namespace, room, **options)
            return
        packet, sockets = EnginePacket(MESSAGE, encoded), self.server.eio.sockets
        for _, each in self.get_participants(namespace, room):
            socket = sockets.get(each)
            if socket is None:
                self.server._send_eio_packet(each, packet)  # noqa: SLF001  # as the stock manager does
            elif not socket.closed:
                socket.send(packet)

    def basic_enter_room(
        self, sid: str, namespace: str, room: str | None, eio_sid: str | None = None
    ) -> None:
        """Note the room beside the client too."""
        super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)
        self._rooms_of.setdefault((namespace, sid), set()).add(room)

    def basic_leave_room(self, sid: str, namespace: str, room: str | None) -> None:
        """Forget it in both."""
        super().basic_leave_room(sid, namespace, room)
        self._rooms_of.get((namespace, sid), set()).discard(room)

    def basic_disconnect(self, sid: str, namespace: str, **_options: Any) -> None:
        """Leave this client's rooms, without looking at anybody else's."""
        for room in list(self._rooms_of.pop((namespace, sid), ())):
            super().basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for waiting in (self.pending_connect, self.pending_disconnect):
            if sid in waiting.get(namespace, ()):
                waiting[namespace].remove(sid)
                if not waiting[namespace]:
                    del waiting[namespace]
