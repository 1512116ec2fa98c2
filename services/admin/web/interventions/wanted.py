"""The lines of a correction as they were typed, understood or not (CHX-6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dci.postes.v1.postes_pb2 import Poste
from dci.session.v1 import session_pb2 as pb
from services.admin.web.interventions.forms import CorrectForm
from services.admin.web.interventions.picking import line_of
from services.admin.web.interventions.stock import Somebody
from services.admin.web.numbers import whole_in
from services.admin.web.typed import text_of

Everybody = Mapping[str, Mapping[int, Somebody]]
"""By amphi and rank."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """This intern shall have this post instead of the one held now."""

    amphi: pb.Amphi
    intern: Somebody
    before: str
    after: str
    numero: int

    @property
    def token(self) -> str:
        """What tells this line from another."""
        return f"{self.amphi.amphi_id}/{self.intern.rang}/{self.intern.numero}/{self.numero}"

    def message(self) -> pb.CorrectionLine:
        """As session takes it."""
        return pb.CorrectionLine(
            amphi_id=self.amphi.amphi_id, rang_appel=self.intern.rang, numero=self.numero
        )


def wanted_of(
    form: CorrectForm, amphis: Sequence[pb.Amphi], everybody: Everybody, postes: Mapping[int, Poste]
) -> list[Wanted]:
    """Understand the lines; where one makes no sense the form says which and why, and nothing is wanted."""
    by_id = {each.amphi_id: each for each in amphis}
    found: list[Wanted] = []
    for number, line in enumerate(form.lines, 1):
        interne, poste = text_of(line.form.interne).strip(), text_of(line.form.poste).strip()
        if not interne and not poste:
            continue
        amphi = by_id.get(text_of(line.form.amphi_id), amphis[0])
        somebody = everybody[amphi.amphi_id].get(whole_in(interne) or 0)
        meant = postes.get(whole_in(poste.removeprefix("n°")) or 0)
        problem = _problem(interne, somebody, poste, meant)
        if problem or somebody is None or meant is None or somebody.numero is None:
            form.form_errors.append(f"Ligne {number} : {problem}")
        else:
            before = postes.get(somebody.numero)
            held = line_of(before) if before else f"n° {somebody.numero}"
            found.append(Wanted(amphi, somebody, held, line_of(meant), meant.numero))
    if not found and not form.form_errors:
        form.form_errors.append("Remplissez au moins une ligne : qui, et quel nouveau poste.")
    return [] if form.form_errors else found


def _problem(interne: str, somebody: Somebody | None, poste: str, meant: Poste | None) -> str:
    if somebody is None:
        return f"personne n’a le numéro d’appel « {interne} »."
    if somebody.numero is None:
        return f"le {somebody.text} n’a pas de poste, il n’y a rien à corriger ; affectez-le plutôt."
    if meant is None:
        return f"le poste « {poste} » n’est pas dans cette offre."
    return f"le {somebody.text} a déjà ce poste." if meant.numero == somebody.numero else ""
