"""Under gevent, as in gateway and admin: calls overlap in one thread, each for its own user (decision 12)."""

import subprocess
import sys
from pathlib import Path

import pytest

from chassis.tests.calls import INTERNE, echo, staff_member, who, world

CLIENT = """
from gevent import monkey
monkey.patch_all()
import sys, time
import gevent
from grpc.experimental import gevent as grpc_gevent
grpc_gevent.init_gevent()
from pathlib import Path
from chassis.rpc.client import connect
from chassis.rpc.context import acting_for
from chassis.tests.calls import say
from chassis.tokens import ServiceSigner

target, key_file, *tokens = sys.argv[1:]
channel = connect(target, audience="postes", signer=ServiceSigner("gateway", Path(key_file)))

def call(token):
    with acting_for(token):
        gevent.sleep(0.01)
        return say(channel, timeout=5).decode()

greenlets = [gevent.spawn(call, token) for token in tokens]
print(*(greenlet.get() for greenlet in greenlets), sep="\\n")
"""


@pytest.mark.rule("SEC-5")
def test_each_greenlet_calls_for_its_own_user(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        staff = staff_member("consultation")
        tokens = [here.user_token(user) for user in (INTERNE, staff)] * 20
        target = here.serve("postes", echo(who))

        answered = subprocess.run(
            [sys.executable, "-c", CLIENT, target, str(here.key_file("gateway")), *tokens],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert answered.returncode == 0, answered.stderr
    assert answered.stdout.splitlines() == [f"gateway {INTERNE.id}", f"gateway {staff.id}"] * 20
