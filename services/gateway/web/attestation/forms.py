"""What is given to be verified."""

from flask_wtf.file import FileField, FileRequired
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from chassis.record.receipts import LONGEST
from chassis.web.forms import Form, clean


class TexteForm(Form):
    """A code, or a receipt as it was pasted."""

    texte = TextAreaField(
        "Code d’attestation ou reçu",
        [
            DataRequired("Collez le code d’une attestation, ou un reçu."),
            Length(max=LONGEST, message="C’est plus long qu’un reçu : collez le reçu seul."),
        ],
        filters=[clean],
        description="Le code figure en bas de l’attestation ; le reçu, dans le courriel et le PDF du choix, "
        "commence par « DCI1. ». Espaces et retours à la ligne sont sans importance.",
        render_kw={"rows": 4, "autocomplete": "off", "spellcheck": "false"},
    )


class FichierForm(Form):
    """A record."""

    fichier = FileField(
        "Procès-verbal (fichier .jsonl)",
        [FileRequired("Choisissez le fichier du procès-verbal.")],
        description="Tel qu’il se télécharge sur la page de l’amphi. Il est lu, et n’est pas gardé.",
    )
