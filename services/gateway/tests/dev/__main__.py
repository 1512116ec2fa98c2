"""`python -m services.gateway.tests.dev [port]`: the pages alone, with an amphi that moves by itself."""

import sys
import threading
import time

from dci.events.v1.events_pb2 import Event
from services.gateway.context import EXTENSION
from services.gateway.tests.dev.application import make_application, make_settings, make_world
from services.gateway.tests.dev.campaign import EMAIL, ME, PASSWORD

PACE_SECONDS = 6.0


def main() -> None:
    """Serve until interrupted."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else ME - 7
    world = make_world()
    assembled = make_application(world, make_settings(port))
    for rang in range(1, first):
        numero = world.postes.free()[rang % 7]
        world.postes.take(numero, rang) if len(world.postes.free()) > 12 else None
        world.session.chosen(rang, numero)
    hub = assembled.app.extensions[EXTENSION].hub

    def run() -> None:
        for rang in range(first, 131):
            hub.receive(Event(decision=world.session.announce(rang)))
            world.session.present = [*range(rang, min(rang + 9, 132)), 120]
            deadline = time.monotonic() + (90 if rang == ME else PACE_SECONDS)
            while (
                time.monotonic() < deadline and world.session.turn and world.session.turn.rang_appel == rang
            ):
                time.sleep(0.1)
            if world.session.turn:
                numero = world.postes.free()[0]
                hub.receive(Event(offer_changed=world.postes.take(numero, rang)))
                hub.receive(Event(decision=world.session.chosen(rang, numero)))

    for part in assembled.parts:
        part.start()
    threading.Thread(target=run, daemon=True).start()
    sys.stdout.write(f"http://localhost:{port}  {EMAIL} / {PASSWORD}\n")
    assembled.sockets.run(assembled.app, host="127.0.0.1", port=port, allow_unsafe_werkzeug=True)


main()
