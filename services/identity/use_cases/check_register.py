"""Step 1 of the inscription: is this newcomer in ARS's register? (INS-1, INS-2, INS-3, INS-7)."""

from datetime import date
from uuid import uuid4

from services.identity.domain import ine as ines
from services.identity.domain.inscription import Declaration, RegisterLine, recognise
from services.identity.domain.links import TICKET_LIFETIME, Ticket
from services.identity.domain.ports import Work
from services.identity.domain.text import folded
from services.identity.use_cases import forms
from services.identity.use_cases.attempts import admit
from services.identity.use_cases.errors import InscriptionRefusee
from services.identity.use_cases.tools import Tools


def check_register(
    tools: Tools,
    *,
    prenom: str,
    nom: str,
    date_naissance: str,
    email: str,
    ine: str,
    telephone: str,
    address: str,
) -> str:
    """The ticket for step 2, good for an hour; an intern who has an account gets one too (INS-7).

    All are required (`FormulaireInvalide` names the fields); what doesn't match: `InscriptionRefusee`.
    """
    form = forms.Form()
    declared = Declaration(
        prenom=form.text("prenom", prenom, forms.NAME),
        nom=form.text("nom", nom, forms.NAME),
        date_naissance=form.day("date_naissance", date_naissance),
        email=form.email("email", email, tools.email),
        ine=form.text("ine", ine, forms.NAME),
        telephone=form.phone("telephone", telephone, tools.phone),
    )
    form.check()
    attempt = admit(tools, "inscription", _whom(declared), address)
    secret, now = tools.opaque.new(), tools.clock.now()
    with tools.begin() as work:
        found = recognise(declared, _candidates(work, declared))
        if found is None:
            raise InscriptionRefusee
        ticket = Ticket(uuid4(), found.intern_id, now + TICKET_LIFETIME)
        work.links.add_ticket(ticket, tools.opaque.hash(secret))
        attempt.succeeded(work)
        work.commit()
    return secret


def _candidates(work: Work, declared: Declaration) -> list[RegisterLine]:
    if ines.is_unknown(declared.ine):
        return work.internes.lines_born_on(declared.date_naissance)
    return work.internes.lines_of_ine(ines.normalised(declared.ine))


def _whom(declared: Declaration) -> str:
    """Whose inscription is tried: guesses about one person are counted together."""
    if ines.is_unknown(declared.ine):
        return f"{folded(declared.nom)} {folded(declared.prenom)} {date.isoformat(declared.date_naissance)}"
    return ines.normalised(declared.ine)
