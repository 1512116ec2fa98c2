"""What ARS types of a post (ADM-8)."""

from typing import Any

from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from chassis.web import forms
from chassis.web.formats import REGIMES
from dci.identity.v1.register_pb2 import Speciality
from dci.postes.v1 import postes_pb2 as pb
from services.admin.web.choices import NONE_YET, choices
from services.admin.web.typed import text_of, texts_of


class PosteForm(forms.Form):
    """A post's sheet; its semester and number are the page's."""

    imotep = forms.text(
        "N° de service (IMOTEP)",
        required="Indiquez le numéro du service.",
        longest=8,
        description="Huit chiffres, comme 11000766. Un nouveau service arrive par un fichier de postes.",
    )
    groupe = SelectField("Groupe de spécialité", [InputRequired("Choisissez un groupe.")])
    des = SelectField("DES", [InputRequired("Choisissez un DES.")])
    regimes = SelectMultipleField(
        "Régimes de formation",
        [InputRequired("Choisissez au moins un régime.")],
        choices=choices(REGIMES.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    type = forms.text("Type de poste", longest=200, description="CHU, CHG… comme dans les fichiers.")
    flechage = forms.text("Fléchage", longest=500, description="Ce que l’interne doit savoir de ce poste.")
    reserve = BooleanField("Réservé aux internes de ce DES")
    publie = BooleanField("Publié : tout le monde le voit, et les amphis l’offrent")

    def offer(self, groupes: list[Speciality], des: list[Speciality]) -> None:
        """Say what there is to choose from."""
        self.groupe.choices = choices([NONE_YET, *((each.code, each.label) for each in groupes)])
        self.des.choices = choices([NONE_YET, *((each.code, each.label) for each in des)])

    def poste(self, semestre: str, numero: int) -> pb.Poste:
        """What was typed; numero 0: the next free one."""
        return pb.Poste(
            semestre=semestre,
            numero=numero,
            imotep=text_of(self.imotep),
            groupe_code=text_of(self.groupe),
            des_code=text_of(self.des),
            regimes=texts_of(self.regimes),
            type=text_of(self.type),
            flechage=text_of(self.flechage),
            reserve=bool(self.reserve.data),
            publie=bool(self.publie.data),
        )


class NumbersForm(forms.Form):
    """Posts ticked in the list."""


def written(poste: pb.Poste) -> dict[str, Any]:
    """A post as the form shows it."""
    return {
        "imotep": poste.imotep,
        "groupe": poste.groupe_code,
        "des": poste.des_code,
        "regimes": list(poste.regimes),
        "type": poste.type,
        "flechage": poste.flechage,
        "reserve": poste.reserve,
        "publie": poste.publie,
    }
