"""Step 2 of the inscription: the e-mail that becomes the login, typed twice (INS-4, INS-7)."""

from uuid import UUID, uuid4

from services.identity.domain.events import AccountMail, MailWanted
from services.identity.domain.links import LIFETIMES, LinkKind, MailLink, Ticket, allows_a_mail
from services.identity.domain.ports import Work
from services.identity.domain.text import email_key
from services.identity.use_cases import forms
from services.identity.use_cases.errors import TicketPerdu, TropDeMails
from services.identity.use_cases.tools import Tools


def request_confirmation(tools: Tools, *, ticket: str, email: str, email_again: str) -> None:
    """Has the mail with the link sent; called again, it is sent again (`TropDeMails` after five in an hour).

    Where the intern or the e-mail already has an account the answer is the same, and its owner is told.
    """
    form = forms.Form()
    address = form.email("email", email, tools.email)
    if email_key(email) != email_key(email_again):
        form.refuse("email_again", "Les deux adresses ne sont pas les mêmes.")
    form.check()
    with tools.begin() as work:
        found = _ticket(tools, work, ticket)
        owners = _owners(work, found, address)
        work.tell(
            [MailWanted(AccountMail.ALREADY_REGISTERED, owner) for owner in owners]
            or [_with_link(tools, work, found, address)]
        )
        work.links.count_mail(found.id)
        work.commit()


def _ticket(tools: Tools, work: Work, secret: str) -> Ticket:
    found, now = work.links.take_ticket(tools.opaque.hash(secret)), tools.clock.now()
    if found is None or now >= found.expires_at:
        raise TicketPerdu
    work.internes.take(found.intern_id)
    if not allows_a_mail(work.links.mails_of(found.intern_id, now)):
        raise TropDeMails
    return found


def _owners(work: Work, ticket: Ticket, email: str) -> list[UUID]:
    accounts = (work.accounts.get(ticket.intern_id), work.accounts.by_email(email))
    return sorted({account.intern_id for account in accounts if account is not None})


def _with_link(tools: Tools, work: Work, ticket: Ticket, email: str) -> MailWanted:
    kind = LinkKind.CONFIRMATION
    link = MailLink(uuid4(), kind, ticket.intern_id, email, tools.clock.now() + LIFETIMES[kind])
    work.links.add(link)
    return MailWanted(AccountMail.CONFIRM_ADDRESS, ticket.intern_id, link.id)
