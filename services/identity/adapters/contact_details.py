"""E-mails and phones as people write them (INS-2, IFC-10)."""

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from services.identity.domain.text import email_key

_MOST_CHARACTERS = 254


def phone(text: str) -> str | None:
    """Any usual French writing (« 06 12 34 56 78 », « +33 6… », « 0033 6… ») as E.164; None: unreadable."""
    if len(text) > _MOST_CHARACTERS:
        return None
    try:
        number = phonenumbers.parse(text, "FR")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(text: str) -> str | None:
    """The address in its one comparable form; None: not an address. Nothing is asked of the network."""
    try:
        found = validate_email(email_key(text), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return found.normalized
