"""The steps of an amphi before it runs: when offered, what each will do in words, and the call (ADM-7)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from chassis.web.formats import when
from dci.session.v1 import session_pb2 as pb
from dci.session.v1.session_pb2_grpc import ConductServiceStub


@dataclass(frozen=True, slots=True)
class Step:
    """A step that asks once."""

    code: str
    label: str
    done: str
    offered: Callable[[pb.Amphi], bool]
    what: Callable[[pb.Amphi], str]
    send: Callable[[ConductServiceStub, str], object]
    style: str = "outline-primary"


STEPS: Final = {
    step.code: step
    for step in (
        Step(
            code="valider",
            label="Valider",
            done="L’amphi est validé : il est public, son journal commence.",
            offered=lambda amphi: amphi.state == pb.AMPHI_STATE_BROUILLON and amphi.cut,
            what=lambda amphi: (
                f"La liste d’appel (version {amphi.call_list_number}) est prise entière et ne changera plus."
                " L’amphi, ses sessions et leurs horaires deviennent publics ; réglages et découpage"
                " ne se changent plus, sauf à revenir en brouillon."
            ),
            send=lambda conduct, amphi_id: conduct.Validate(pb.ValidateRequest(amphi_id=amphi_id)),
            style="primary",
        ),
        Step(
            code="ouvrir",
            label="Ouvrir les favoris",
            done="Les favoris sont ouverts.",
            offered=lambda amphi: amphi.state == pb.AMPHI_STATE_VALIDE,
            what=lambda amphi: (
                "Les internes peuvent dès maintenant classer leurs favoris, sans attendre la date prévue"
                f" ({when(amphi.favoris_at)})."
            ),
            send=lambda conduct, amphi_id: conduct.Open(pb.OpenRequest(amphi_id=amphi_id)),
            style="primary",
        ),
        Step(
            code="brouillon",
            label="Revenir en brouillon",
            done="L’amphi est de nouveau un brouillon.",
            offered=lambda amphi: amphi.state in (pb.AMPHI_STATE_VALIDE, pb.AMPHI_STATE_OUVERT),
            what=lambda _amphi: (
                "L’amphi n’est plus public et l’on peut de nouveau changer réglages et sessions."
                " Les favoris des internes sont gardés. Le journal continue."
            ),
            send=lambda conduct, amphi_id: conduct.BackToBrouillon(
                pb.BackToBrouillonRequest(amphi_id=amphi_id)
            ),
        ),
    )
}
