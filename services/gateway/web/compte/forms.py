"""Forms of inscription and log-in; fields bear the names that identity uses for its refusals."""

from datetime import date
from typing import Any

from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from chassis.web import forms
from chassis.web.forms import Form, clean, no_control

NORMAL, PROCURATION = "normal", "procuration"
TYPE_CHOIX_WORDS = {
    "classique": "Classique : un poste libre, à votre rang",
    "surnombre_validant": "Surnombre validant : un poste que votre rang vous aurait permis d’avoir",
    "surnombre_non_validant": "Surnombre non validant : n’importe quel poste de l’offre",
}
OWN_QUESTION = "autre"
PASSWORD_LEAST = 12


def _birth_date() -> DateField:
    return DateField(
        "Date de naissance",
        [DataRequired("Indiquez votre date de naissance, comme 24/03/1999.")],
        format=["%d/%m/%Y", "%Y-%m-%d"],
        description="Jour, mois, année : 24/03/1999",
        render_kw={
            "autocomplete": "bday",
            "inputmode": "numeric",
            "type": "text",
            "placeholder": "JJ/MM/AAAA",
        },
    )


def _plausible(_form: Form, field: DateField) -> None:
    if field.data and not date(1920, 1, 1) <= field.data <= date.today():  # noqa: DTZ011  # a day, not an instant
        raise ValidationError("Cette date n’est pas vraisemblable.")


class InscriptionForm(Form):
    """Step 1: what is compared with ARS's register (INS-1)."""

    prenom = forms.text(
        "Prénom", required="Indiquez votre prénom.", longest=100, render_kw={"autocomplete": "given-name"}
    )
    nom = forms.text(
        "Nom", required="Indiquez votre nom.", longest=100, render_kw={"autocomplete": "family-name"}
    )
    date_naissance = _birth_date()
    email = forms.email(
        "Adresse e-mail", description="Celle que connaît l’ARS.", render_kw={"autocomplete": "email"}
    )
    ine = forms.text(
        "Numéro INE",
        required="Indiquez votre INE, ou 0000 si vous ne l’avez pas.",
        longest=30,
        description="Votre identifiant national étudiant. Si vous ne l’avez pas sous la main, tapez 0000.",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    telephone = forms.phone("Téléphone", render_kw={"autocomplete": "tel"})

    validate_date_naissance = staticmethod(_plausible)


class AdresseForm(Form):
    """Step 2: the e-mail that becomes the login, typed twice (INS-4)."""

    email = forms.email("Adresse e-mail de connexion", render_kw={"autocomplete": "email"})
    email_again = forms.email(
        "La même adresse, une seconde fois",
        required="Tapez l’adresse une seconde fois.",
        render_kw={"autocomplete": "email"},
    )

    def validate_email_again(self, field: StringField) -> None:
        """Both must be the same, blind to case."""
        if (field.data or "").casefold() != (self.email.data or "").casefold():
            raise ValidationError("Les deux adresses sont différentes.")


class FinaliserForm(Form):
    """Last step: password, contact details, UFR, secret question (INS-5)."""

    password = forms.password(
        "Mot de passe",
        required="Choisissez un mot de passe.",
        description="12 caractères au moins. Plusieurs mots qui n’ont rien à voir font un bon mot de passe.",
        render_kw={"autocomplete": "new-password"},
    )
    password_again = forms.password(
        "Le même mot de passe, une seconde fois",
        required="Tapez le mot de passe une seconde fois.",
        render_kw={"autocomplete": "new-password"},
    )
    date_naissance = _birth_date()
    telephone = forms.phone("Téléphone", render_kw={"autocomplete": "tel"})
    adresse = TextAreaField(
        "Adresse postale",
        [
            DataRequired("Indiquez votre adresse postale."),
            Length(max=300, message="300 caractères au plus."),
            no_control,
        ],
        filters=[clean],
        render_kw={"rows": 3, "autocomplete": "street-address"},
    )
    ufr = SelectField("UFR", [DataRequired("Choisissez votre UFR.")])
    question = SelectField(
        "Question secrète",
        [DataRequired("Choisissez une question.")],
        description="L’ARS vous la posera au téléphone pour s’assurer que c’est bien vous.",
    )
    own_question = forms.text("Votre propre question", longest=200)
    answer = forms.text(
        "Réponse à la question", required="Donnez la réponse.", longest=200, render_kw={"autocomplete": "off"}
    )

    validate_date_naissance = staticmethod(_plausible)

    def offer(self, ufrs: list[str], questions: list[str]) -> None:
        """Fill the lists in, before validation."""
        self.ufr.choices = [("", "Choisissez…"), *((ufr, ufr) for ufr in ufrs)]
        self.question.choices = [
            ("", "Choisissez…"),
            *((question, question) for question in questions),
            (OWN_QUESTION, "Une question à moi"),
        ]

    def validate_password(self, field: Any) -> None:
        """Length here; identity also refuses the common ones."""
        if len(field.data or "") < PASSWORD_LEAST:
            raise ValidationError("Le mot de passe doit compter 12 caractères au moins.")

    def validate_password_again(self, field: Any) -> None:
        """Both must be the same."""
        if field.data != self.password.data:
            raise ValidationError("Les deux mots de passe sont différents.")

    def validate_own_question(self, field: StringField) -> None:
        """Needed where no question of the list was chosen."""
        if self.question.data == OWN_QUESTION and not field.data:
            raise ValidationError("Écrivez votre question.")

    @property
    def asked_question(self) -> str:
        """The question that ARS will ask."""
        chosen = self.own_question.data if self.question.data == OWN_QUESTION else self.question.data
        return chosen or ""


class ProcurationForm(Form):
    """Whom an intern names (PRC-1)."""

    email = forms.email(
        "Adresse e-mail du mandataire",
        required="Indiquez l’adresse e-mail de votre mandataire.",
        description="Il y recevra un lien pour accepter, et se connectera avec elle.",
        render_kw={"autocomplete": "off"},
    )
    telephone = forms.phone(
        "Téléphone du mandataire",
        required="Indiquez le téléphone de votre mandataire.",
        description="Pour que l’ARS puisse le joindre pendant l’amphi.",
        render_kw={"autocomplete": "off"},
    )


class NouveauMotDePasseForm(Form):
    """The mandataire's password, typed twice (PRC-2)."""

    password = forms.password(
        "Mot de passe",
        required="Choisissez un mot de passe.",
        description="12 caractères au moins. Plusieurs mots qui n’ont rien à voir font un bon mot de passe.",
        render_kw={"autocomplete": "new-password"},
    )
    password_again = forms.password(
        "Le même mot de passe, une seconde fois",
        required="Tapez le mot de passe une seconde fois.",
        render_kw={"autocomplete": "new-password"},
    )


class TypeChoixForm(Form):
    """Which type de choix an intern asks for (STA-2)."""

    type_choix = RadioField(
        "Type de choix demandé", [InputRequired("Choisissez un type de choix.")], validate_choice=False
    )

    def offer(self, current: str) -> None:
        """Fill the list in, before validation: all but the one in force."""
        self.type_choix.choices = [
            SelectChoice(code, words) for code, words in TYPE_CHOIX_WORDS.items() if code != current
        ]


class ConnexionForm(Form):
    """E-mail and password, of an intern's account or of a mandataire's (CNX-1, PRC-3)."""

    compte = RadioField(
        "Je me connecte",
        choices=[
            SelectChoice(NORMAL, "Normal : pour moi-même, avec mon compte d’interne"),
            SelectChoice(PROCURATION, "Procuration : pour la personne qui m’a donné procuration"),
        ],
        validate_choice=False,
    )
    email = forms.email("Adresse e-mail", render_kw={"autocomplete": "username"})
    password = forms.password(
        "Mot de passe",
        required="Indiquez votre mot de passe.",
        render_kw={"autocomplete": "current-password"},
    )
