"""What one may do in the control room: when it is offered, what it will do, in words, and the call (ADM-9).

Offering is a hint; session judges. Each form carries the key made when it was drawn and the turn it showed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from google.protobuf.duration_pb2 import Duration

from dci.session.v1 import session_pb2 as pb
from dci.session.v1.session_pb2_grpc import ConductServiceStub
from services.admin.web.regie.forms import ActForm, PauseForm, ResumeForm, TimeForm
from services.admin.web.regie.room import Line, Room
from services.admin.web.typed import text_of

Send = Callable[[ConductServiceStub, str, Any], Any]


@dataclass(frozen=True, slots=True)
class Action:
    """An action. `what` says what will happen; `line` is the intern it is about, if any."""

    code: str
    label: str
    icon: str
    verb: str
    done: str
    offered: Callable[[Room], bool]
    what: Callable[[Room, Line | None], str]
    send: Send
    form: type[ActForm] = ActForm
    style: str = "outline-primary"
    dangerous: bool = False
    about_turn: bool = False


def _name(line: Line | None) -> str:
    return f"n° {line.rang} {line.name}".strip() if line else "l’interne dont c’est le tour"


def _start_text(room: Room, _line: Line | None) -> str:
    part = room.upcoming
    if part is None:
        return "Toutes les sessions ont eu lieu."
    called = f"Le n° {part.first} est appelé aussitôt ; la session va jusqu’au n° {part.last}."
    if room.runs:
        return f"La session {part.number} démarre maintenant. {called}"
    return f"L’amphi démarre maintenant, pour de vrai : tout le monde le voit. {called}"


def _start(conduct: ConductServiceStub, amphi_id: str, form: ActForm) -> None:
    if form.started.data == "1":
        conduct.StartSession(pb.StartSessionRequest(amphi_id=amphi_id, key=text_of(form.key)))
    else:
        conduct.Start(pb.StartRequest(amphi_id=amphi_id, key=text_of(form.key)))


def _pause(conduct: ConductServiceStub, amphi_id: str, form: PauseForm) -> None:
    conduct.Pause(pb.PauseRequest(amphi_id=amphi_id, key=text_of(form.key), reason=text_of(form.reason)))


def _resume(conduct: ConductServiceStub, amphi_id: str, form: ResumeForm) -> None:
    full = form.time.data == "plein"
    conduct.Resume(pb.ResumeRequest(amphi_id=amphi_id, key=text_of(form.key), full_time=full))


def _add_time(conduct: ConductServiceStub, amphi_id: str, form: TimeForm) -> None:
    time = Duration(seconds=int(text_of(form.seconds)))
    conduct.AddTime(
        pb.AddTimeRequest(amphi_id=amphi_id, key=text_of(form.key), turn_id=text_of(form.turn_id), time=time)
    )


def _absent(conduct: ConductServiceStub, amphi_id: str, form: ActForm) -> None:
    request = pb.MarkAbsentRequest(amphi_id=amphi_id, key=text_of(form.key), turn_id=text_of(form.turn_id))
    conduct.MarkAbsent(request)


def _move_on(conduct: ConductServiceStub, amphi_id: str, form: ActForm) -> None:
    conduct.MoveOn(pb.MoveOnRequest(amphi_id=amphi_id, key=text_of(form.key), turn_id=text_of(form.turn_id)))


def _put_back(conduct: ConductServiceStub, amphi_id: str, form: ActForm) -> None:
    request = pb.PutBackRequest(amphi_id=amphi_id, key=text_of(form.key), rang_appel=int(text_of(form.rang)))
    conduct.PutBack(request)


def _end(conduct: ConductServiceStub, amphi_id: str, form: ActForm) -> None:
    conduct.End(pb.EndRequest(amphi_id=amphi_id, key=text_of(form.key)))


def _undo(conduct: ConductServiceStub, amphi_id: str, form: ActForm) -> None:
    conduct.UndoStart(pb.UndoStartRequest(amphi_id=amphi_id, key=text_of(form.key)))


ACTIONS: Final = {
    action.code: action
    for action in (
        Action(
            code="demarrer",
            label="Démarrer la session",
            icon="play",
            verb="Démarrer maintenant",
            done="La session a démarré.",
            offered=lambda room: (
                room.etat in ("valide", "ouvert", "en_cours")
                and room.current is None
                and room.turn is None
                and room.upcoming is not None
            ),
            what=_start_text,
            send=_start,
            style="primary",
        ),
        Action(
            code="pause",
            label="Mettre en pause",
            icon="pause",
            verb="Mettre en pause",
            done="L’amphi est en pause.",
            offered=lambda room: room.etat == "en_cours",
            what=lambda _room, _line: (
                "Le temps s’arrête pour tous. Un choix déjà envoyé est encore pris ;"
                " personne ne perd son tour."
            ),
            send=_pause,
            form=PauseForm,
            style="primary",
        ),
        Action(
            code="reprendre",
            label="Reprendre",
            icon="play",
            verb="Reprendre",
            done="L’amphi reprend.",
            offered=lambda room: room.etat == "en_pause",
            what=lambda room, _line: (
                f"Le temps repart pour tous, à commencer par le {_name(room.turn.line)}."
                if room.turn
                else "Le temps repart pour tous ; le suivant est appelé aussitôt."
            ),
            send=_resume,
            form=ResumeForm,
            style="primary",
        ),
        Action(
            code="temps",
            label="Ajouter du temps",
            icon="clock",
            verb="Ajouter",
            done="Le temps est ajouté.",
            offered=lambda room: room.turn is not None,
            what=lambda _room, line: (
                f"Le {_name(line)} aura plus de temps pour ce tour ; les suivants attendent."
            ),
            send=_add_time,
            form=TimeForm,
            about_turn=True,
        ),
        Action(
            code="absent",
            label="Noter absent",
            icon="absent",
            verb="Noter absent",
            done="L’interne est noté absent.",
            offered=lambda room: room.turn is not None,
            what=lambda _room, line: (
                f"Le tour du {_name(line)} se termine maintenant, sans choix ; le suivant est appelé."
                " Il ou elle pourra revenir tant que l’amphi dure."
            ),
            send=_absent,
            style="danger",
            dangerous=True,
            about_turn=True,
        ),
        Action(
            code="passer",
            label="Passer au suivant",
            icon="skip",
            verb="Passer au suivant",
            done="On passe au suivant.",
            offered=lambda room: room.turn is not None,
            what=lambda _room, line: (
                f"Le tour du {_name(line)} se termine maintenant, noté « n’a pas choisi » ;"
                " le suivant est appelé."
            ),
            send=_move_on,
            style="danger",
            dangerous=True,
            about_turn=True,
        ),
        Action(
            code="terminer",
            label="Terminer l’amphi",
            icon="flag",
            verb="Terminer l’amphi",
            done="L’amphi est terminé.",
            offered=lambda room: room.runs and room.nobody_waits and room.upcoming is None,
            what=lambda _room, _line: (
                "L’amphi se termine tout de suite, sans attendre le délai laissé aux absents."
                " Ensuite, plus personne ne pourra choisir."
            ),
            send=_end,
            style="danger",
            dangerous=True,
        ),
        Action(
            code="annuler",
            label="Annuler le démarrage",
            icon="back",
            verb="Annuler le démarrage",
            done="Le démarrage est annulé.",
            offered=lambda room: room.runs and room.counts.chosen == 0,
            what=lambda _room, _line: (
                "L’amphi revient à « favoris ouverts » et tout le monde attend de nouveau son tour."
                " Impossible dès que quelqu’un a choisi."
            ),
            send=_undo,
            style="danger",
            dangerous=True,
        ),
    )
}
PUT_BACK: Final = Action(
    code="remettre",
    label="Remettre",
    icon="back",
    verb="Remettre dans la file",
    done="L’interne est remis dans la file.",
    offered=lambda room: room.runs,
    what=lambda _room, line: f"Le {_name(line)} passera juste après le tour en cours, et pourra choisir.",
    send=_put_back,
)
EVERY: Final = ACTIONS | {PUT_BACK.code: PUT_BACK}
