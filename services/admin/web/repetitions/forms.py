"""What ARS types of an amphi blanc: how fast, and which habits the simulated interns have (SIM-1)."""

from decimal import Decimal
from typing import Final

from wtforms import SelectField
from wtforms.validators import InputRequired

from chassis.web import forms
from services.admin.web.choices import choices
from services.admin.web.numbers import whole
from services.admin.web.typed import number_of

SPEEDS: Final = (
    ("0.5", "deux fois plus lent"),
    ("1", "comme en vrai"),
    ("2", "2 fois plus vite"),
    ("5", "5 fois plus vite"),
    ("10", "10 fois plus vite"),
    ("30", "30 fois plus vite"),
    ("60", "60 fois plus vite"),
)
HABITS: Final = (
    ("late", "En retard", "Se connectent une fois notés absents, et passent juste après."),
    ("absent", "Absents", "Ne se connectent jamais."),
    ("hesitating", "Hésitants", "Essaient des postes fermés, puis prennent presque tout leur temps."),
    ("changing_device", "Changent d’appareil", "Finissent leur tour sur un autre appareil."),
    ("sending_twice", "Envoient deux fois", "Double clic, page rechargée."),
    ("sending_too_late", "Envoient trop tard", "Puis demandent à repasser."),
    ("losing_network", "Perdent le réseau", "Au milieu de leur envoi, puis recommencent."),
)
MOST: Final = 1000


class RehearsalForm(forms.Form):
    """A copy to practise on."""

    speed = SelectField(
        "Vitesse",
        [InputRequired("Choisissez une vitesse.")],
        choices=choices(SPEEDS),
        default="10",
        description="Les durées de l’amphi sont divisées d’autant ; un tour dure au moins une seconde.",
    )
    procurations = whole(
        "Procurations en plus",
        0,
        MOST,
        default=2,
        description="Inventées pour cet amphi blanc, en plus de celles qui existent.",
    )
    surnombres = whole(
        "Surnombres en plus", 0, MOST, default=2, description="Validants et non validants, inventés de même."
    )

    def how_fast(self) -> float:
        """What was chosen."""
        return float(Decimal(self.speed.data))


class PlayersForm(forms.Form):
    """So many have each habit; the others are there and choose (SIM-3)."""

    def habits(self) -> dict[str, int]:
        """What was typed."""
        return {code: number_of(self[code]) for code, _, _ in HABITS}


for _code, _label, _hint in HABITS:
    setattr(PlayersForm, _code, whole(_label, 0, MOST, default=1, description=_hint))
