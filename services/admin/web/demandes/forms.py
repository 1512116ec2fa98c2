"""Forms of the desk: papers, refusal."""

from wtforms import BooleanField

from chassis.web import forms


class JustificatifsForm(forms.Form):
    """Papers received: a tick and a note (ADM-11)."""

    recus = BooleanField("Justificatifs reçus")
    note = forms.text("Note, pour l’ARS seulement", longest=300)


class RefusForm(forms.Form):
    """Why a request is refused; the intern reads it (STA-2)."""

    reason = forms.text("Motif, que l’interne lira", required="Indiquez le motif du refus.", longest=300)
