"""What a call list is computed for."""

from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from chassis.web import forms
from chassis.web.formats import REGIMES
from dci.identity.v1.register_pb2 import Speciality
from services.admin.web.choices import NONE_YET, choices


class ComputeForm(forms.Form):
    """Groupe and régimes; the semester is the page's."""

    semestre = HiddenField()
    groupe = SelectField("Groupe de spécialité", [InputRequired("Choisissez un groupe.")])
    regimes = SelectMultipleField(
        "Régimes de formation",
        [InputRequired("Choisissez au moins un régime.")],
        choices=choices(REGIMES.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, semestre: str, groupes: list[Speciality]) -> None:
        """Say what there is to choose from."""
        self.semestre.data = semestre
        self.groupe.choices = choices([NONE_YET, *((each.code, each.label) for each in groupes)])
