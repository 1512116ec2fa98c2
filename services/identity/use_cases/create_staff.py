"""An account for a member of ARS's staff, from the command line of the deployment (ADM-1)."""

from uuid import uuid4

from services.identity.domain import passwords
from services.identity.domain.audit import StaffAction
from services.identity.domain.people import StaffMember
from services.identity.domain.roles import Role
from services.identity.domain.text import tidy
from services.identity.use_cases.errors import AgentInvalide
from services.identity.use_cases.tools import Tools


def create_staff(tools: Tools, *, email: str, nom: str, role: Role, password: str, totp_secret: str) -> None:
    """Creates the account, or gives the one of this e-mail its role, password and secret anew."""
    address = tools.email(email)
    if address is None:
        raise AgentInvalide("L’adresse e-mail n’est pas valable.")
    if not tools.is_totp_secret(totp_secret):
        raise AgentInvalide("Le secret TOTP n’est pas du base32 d’au moins 24 caractères.")
    if passwords.weakness(password, own_words=(nom,)):
        raise AgentInvalide(
            "Le mot de passe est trop court (12 caractères au moins) ou trop facile à deviner."
        )
    member = StaffMember(
        id=uuid4(),
        email=address,
        nom=tidy(nom),
        role=role,
        password_hash=tools.hasher.hash(password),
        totp_secret=tools.cipher.encrypt(totp_secret.encode()),
        last_totp_step=0,
        active=True,
    )
    with tools.begin() as work:
        work.staff.save(member)
        work.audit.add(
            StaffAction(
                at=tools.clock.now(),
                actor_id=None,
                role="deploiement",
                session_id=None,
                action="agent.creer",
                target=address,
                before={},
                after={"role": role.value},
            )
        )
        work.commit()
