"""Processes that a benchmark only starts and stops."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

from tests.load.process import ROOT


@contextmanager
def running(arguments: list[str], environment: Mapping[str, str], port: int = 0) -> Iterator[int]:
    """`python *arguments` until the end; returns when `port` answers. Gives its number."""
    process = subprocess.Popen(  # our own modules
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        start_new_session=True,
    )
    try:
        if port:
            wait_for(port)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, seconds: float = 60) -> None:
    """Until somebody listens there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)
