"""The home page."""

from flask import Blueprint, render_template

from chassis.web.login import current_person
from dci.session.v1 import session_pb2 as pb
from services.gateway.context import gateway
from services.gateway.web.lookups import RUNNING, STATES, current_semestre

accueil = Blueprint("accueil", __name__)

ORDER = {
    pb.AMPHI_STATE_EN_COURS: 0,
    pb.AMPHI_STATE_EN_PAUSE: 0,
    pb.AMPHI_STATE_OUVERT: 1,
    pb.AMPHI_STATE_VALIDE: 2,
    pb.AMPHI_STATE_TERMINE: 3,
}


@accueil.get("/")
def index() -> str:
    """Say where the choices stand; to a connected intern, first of all their own amphi (AMV-1)."""
    clients, person = gateway().clients, current_person()
    semestre = current_semestre()
    amphis = sorted(
        clients.session.amphis(semestre), key=lambda each: (ORDER.get(each.state, 4), each.starts_at.seconds)
    )
    return render_template(
        "accueil/index.html",
        semestre=semestre,
        running=[each for each in amphis if each.state in RUNNING],
        coming=[
            each for each in amphis if each.state not in RUNNING and each.state != pb.AMPHI_STATE_TERMINE
        ],
        finished=[each for each in amphis if each.state == pb.AMPHI_STATE_TERMINE],
        mine=clients.session.my_amphis() if person else [],
        mandataire=person is not None and bool(person.mandataire_id),
        states=STATES,
        settings=gateway().settings,
    )
