"""Forms that name a post: it is looked for, then read back, and only then asked for (ADM-9, ADM-10)."""

from collections.abc import Iterable

import wtforms
from flask import request
from wtforms import FieldList, FormField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Length, Optional

from chassis.web import forms
from dci.postes.v1.postes_pb2 import Poste
from services.admin.web.choices import choices
from services.admin.web.interventions.picking import find, line_of
from services.admin.web.regie.forms import LONGEST_REASON, ActForm
from services.admin.web.typed import text_of

MOST_LINES = 10
FOR_ARS = "Pour l’ARS seule : le procès-verbal publié n’en porte que l’empreinte."


class ReadBackForm(ActForm):
    """`relu` is what was read back: what is sent is what was heard, to the letter."""

    relu = HiddenField(validators=[Optional(), Length(max=1000)])

    def changes(self) -> bool:
        """Whether one goes back to change what was read back; it will be read again."""
        if "changer" not in request.form:
            return False
        self.relu.data = ""
        return True

    def was_read_back(self, what: str) -> bool:
        """Whether this very thing was read back; from now on it is."""
        before, self.relu.data = text_of(self.relu), what
        return before == what


class PosteForm(ReadBackForm):
    """A post, by its number or by words."""

    poste = forms.text(
        "Poste",
        required="Indiquez le poste.",
        longest=80,
        description="Son numéro, ou des mots de l’hôpital, du service, du chef de service.",
    )
    parmi = RadioField("Lequel ?", [Optional()], choices=[], validate_choice=False)

    def pick(self, postes: Iterable[Poste]) -> Poste | None:
        """Find the post that is meant; where it is not clear the form says what to do."""
        known = list(postes)
        chosen = next((each for each in known if str(each.numero) == text_of(self.parmi)), None)
        if chosen is None:
            found = find(known, text_of(self.poste))
            self.parmi.choices = choices((str(each.numero), line_of(each)) for each in found.among)
            if found.poste is None:
                self.poste.errors = [*self.poste.errors, found.problem]
            chosen = found.poste
        if chosen is not None:
            self.poste.data = str(chosen.numero)
        return chosen


class PlaceForm(PosteForm):
    """A post for somebody, outside the choice (CHX-8)."""

    interne = forms.text(
        "Interne : son numéro d’appel", required="Indiquez le numéro d’appel de l’interne.", longest=6
    )
    reason = forms.text("Motif", required="Indiquez le motif.", longest=LONGEST_REASON, description=FOR_ARS)


class LineForm(wtforms.Form):
    """Who shall have which post; what is left empty counts for nothing."""

    amphi_id = SelectField("Amphi", choices=[], validate_choice=False)
    interne = StringField("Numéro d’appel", [Length(max=6)])
    poste = StringField("Nouveau poste", [Length(max=9)])


class CorrectForm(ReadBackForm):
    """One or several corrections, together (CHX-6)."""

    lines = FieldList(FormField(LineForm), min_entries=2, max_entries=MOST_LINES)
    reason = forms.text("Motif", required="Indiquez le motif.", longest=LONGEST_REASON, description=FOR_ARS)


class StepForm(ActForm):
    """Something that asks once."""
