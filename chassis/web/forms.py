"""Forms: fields that know their limits, texts in French, and an error summary that pages show first."""

import unicodedata
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, Field, FileField, PasswordField, StringField, TelField
from wtforms.validators import DataRequired, Email, InputRequired, Length, ValidationError

from chassis.errors import DomainError


class Form(FlaskForm):  # type: ignore[misc]  # flask_wtf is not typed
    """Base of every form: CSRF on, errors of services put back on their field."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # flask_wtf is not typed
        """How what was sent reaches the fields."""

        def wrap_formdata(self, form: "Form", formdata: object) -> object:
            """Give texts to texts and files to the fields that take one; JSON is for the API."""
            if formdata is None or isinstance(formdata, MultiDict) or not form.is_submitted():
                return super().wrap_formdata(form, formdata)
            sent: MultiDict[str, Any] = MultiDict(request.form)
            for name, field in form._fields.items():
                if isinstance(field, FileField):
                    sent.setlist(name, request.files.getlist(name))
            return sent

    def refused(self, error: DomainError) -> None:
        """Put a service's refusal on the fields that its details name, or on top of the form."""
        for name, text in error.details.items():
            if name in self._fields:
                self._fields[name].errors = [*self._fields[name].errors, text]
        if not any(name in self._fields for name in error.details):
            self.form_errors.append(error.text)

    @property
    def wrong(self) -> list[Field]:
        """The fields with an error, in the order of the page."""
        return [field for field in self if field.errors]


def clean(value: str | None) -> str | None:
    """Normalise what was typed: composed accents, no spaces around."""
    return unicodedata.normalize("NFC", value).strip() if value else value


def no_control(_form: object, field: Field) -> None:
    """Refuse characters that nobody types (NUL, escapes, direction marks)."""
    allowed = "\n\r\t" if field.widget.__class__.__name__ == "TextArea" else ""
    if any(
        unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and c not in allowed for c in field.data or ""
    ):
        raise ValidationError("Ce texte contient des caractères invisibles : tapez-le de nouveau.")


def _checks(required: str | None, longest: int) -> list[Any]:
    limit = Length(max=longest, message=f"{longest} caractères au plus.")
    return [*([DataRequired(required)] if required else []), limit, no_control]


def text(label: str, *, required: str | None = None, longest: int = 120, **options: Any) -> StringField:
    """Make a line of text; `required` is what to say where it is missing, `description` the hint above it."""
    return StringField(label, _checks(required, longest), filters=[clean], **options)


def email(label: str, *, required: str = "Indiquez votre adresse e-mail.", **options: Any) -> EmailField:
    """Make an e-mail address; its form is checked, not its existence."""
    form = Email("Écrivez une adresse complète, comme prenom.nom@exemple.fr.")
    return EmailField(label, [*_checks(required, 254), form], filters=[clean], **options)


def phone(label: str, *, required: str = "Indiquez votre numéro de téléphone.", **options: Any) -> TelField:
    """Make a phone number in any usual writing."""
    return TelField(label, _checks(required, 30), filters=[clean], **options)


def password(label: str, *, required: str, **options: Any) -> PasswordField:
    """Make a password, kept exactly as typed; never shown again."""
    return PasswordField(
        label, [InputRequired(required), Length(max=256, message="256 caractères au plus.")], **options
    )
