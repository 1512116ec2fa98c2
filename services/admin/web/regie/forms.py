"""The forms of the control room: the key made when they were drawn, and the turn they showed (G-3)."""

from typing import Any
from uuid import uuid4

from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import Optional, Regexp

from chassis.web import forms
from chassis.web.formats import NBSP
from services.admin.web.choices import choices

LONGEST_REASON = 500
REDRAWN = "Ce formulaire n’était plus valable : il vient d’être refait. Relisez-le, puis recommencez."


class ActForm(forms.Form):
    """What every action carries. Fields that an action does not need stay empty."""

    key = HiddenField(validators=[Regexp(r"^[0-9a-f-]{36}$")])
    turn_id = HiddenField(validators=[Optional(), Regexp(r"^[0-9a-f-]{36}$")])
    rang = HiddenField(validators=[Optional(), Regexp(r"^[0-9]{1,6}$")])
    started = HiddenField(validators=[Optional(), Regexp(r"^[01]$")])
    redrawn = False
    """Whether something that nobody types was not as it was drawn, and was drawn anew."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what was typed; what nobody types is not complained of, it is drawn anew."""
        valid = bool(super().validate(extra_validators))
        broken = [each for each in (self.key, self.turn_id, self.rang, self.started) if each.errors]
        for each in broken:
            each.errors, each.data = [], ""
        if broken:
            self.redrawn = True
            self.new_key()
            self.form_errors.append(REDRAWN)
        return valid

    def new_key(self) -> None:
        """Give it a key of its own: what is asked next is another command."""
        self.key.data = str(uuid4())


class PauseForm(ActForm):
    """A pause has a reason, which everybody reads (ENG-4)."""

    reason = forms.text(
        "Motif, que tout le monde lira",
        required="Indiquez le motif de la pause.",
        longest=LONGEST_REASON,
    )


class ResumeForm(ActForm):
    """With what was left, or with the whole turn (ENG-4)."""

    time = RadioField(
        "L’interne dont c’est le tour reprend avec",
        choices=choices([("reste", "le temps qui lui restait"), ("plein", "tout son temps")]),
        default="reste",
    )


class TimeForm(ActForm):
    """Between a second and an hour."""

    seconds = SelectField(
        "Temps ajouté",
        choices=choices(
            [
                ("30", f"30{NBSP}secondes"),
                ("60", f"1{NBSP}minute"),
                ("120", f"2{NBSP}minutes"),
                ("300", f"5{NBSP}minutes"),
                ("600", f"10{NBSP}minutes"),
            ]
        ),
        default="60",
    )
