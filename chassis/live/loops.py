"""What a live process does besides answering: acting every so often, reading Kafka (greenlets)."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Final

import structlog

from chassis.errors import DomainError, Kind
from chassis.events.tail import Tail
from chassis.rpc.context import in_request
from dci.events.v1.events_pb2 import Event

log = structlog.get_logger(__name__)

STOP_SECONDS: Final = 2.0


class Every:
    """A part that acts every `seconds`; an owner that is away is asked again next time."""

    def __init__(self, seconds: float, action: Callable[[], object], name: str) -> None:
        self.name = name
        self._seconds = seconds
        self._action = action
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start; the first time is at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after what is under way."""
        self._stopping.set()
        self._thread.join(STOP_SECONDS)

    def alive(self) -> bool:
        """Tell whether it runs."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            with in_request():
                quietly(self._action, self.name)
            self._stopping.wait(self._seconds)


class Listening:
    """A part that hands on every event of a tail, to each receiver."""

    name = "tail"

    def __init__(self, tail: Tail, *receivers: Callable[[Event], object]) -> None:
        self._tail = tail
        self._receivers = receivers
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)

    def start(self) -> None:
        """Start; Kafka is waited for."""
        self._thread.start()

    def stop(self) -> None:
        """Stop within a second."""
        self._tail.stop()
        self._thread.join(STOP_SECONDS)

    def alive(self) -> bool:
        """Tell whether it runs."""
        return self._thread.is_alive()

    def _run(self) -> None:
        for event in self._tail.events():
            with in_request(event.request_id):
                for receive in self._receivers:
                    quietly(partial(receive, event), self.name)


def quietly(action: Callable[[], object], what: str) -> None:
    """Do what will be done again in a moment: nothing that goes wrong may end the loop."""
    try:
        action()
    except DomainError as error:
        note = log.info if error.kind is Kind.UNAVAILABLE else log.warning
        note("live part waits", what=what, code=error.code)
    except Exception:
        log.exception("live part failed", what=what)
