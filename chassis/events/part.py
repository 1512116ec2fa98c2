"""What the relay and the consumer have in common: a thread that runs until it is stopped."""

import threading


class ThreadPart:
    """A part of `chassis.process.run`; subclasses say what to do in `work`, which looks at `stopping`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.stopping = threading.Event()
        self._thread = threading.Thread(target=self.work, name=name, daemon=True)

    def work(self) -> None:
        """Runs in the thread until `stopping` is set."""
        raise NotImplementedError

    def start(self) -> None:
        """Starts the thread; what is away is waited for in it."""
        self._thread.start()

    def stop(self) -> None:
        """Finishes what is under way."""
        self.stopping.set()
        self._thread.join(timeout=5)

    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()
