"""identity, in memory: one account, one link, the sessions that ended."""

# ruff: noqa: ARG002  # doubles take what the real ones take

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from chassis.errors import Kind
from dci.identity.v1 import inscription_pb2, login_pb2, register_pb2, rights_pb2
from services.gateway.tests.dev import campaign
from services.gateway.tests.dev.campaign import EMAIL, ME, PASSWORD
from services.gateway.tests.dev.refusals import Refused

MANDATAIRE = "sami@proche.example"
MANDATAIRE_ID = "00000000-0000-4000-8000-00000000b0b0"


class IdentityDouble:
    """Knows one account, one link, and which sessions ended."""

    def __init__(self) -> None:
        self.ended: list[str] = []
        self.secrets: dict[str, str] = {}
        self.finalised: list[inscription_pb2.FinaliseRequest] = []
        self.checked: list[inscription_pb2.CheckRegisterRequest] = []
        self.mails = 0
        self.away = False
        self.mandataires: set[str] = set()
        self.rights = rights_pb2.GetMyRightsResponse(
            semestre=campaign.SEMESTRE, open=True, type_choix="classique"
        )
        self.effective = True
        self.on_cancel: Callable[[], object] = lambda: None
        """What follows when the intern cancels: session tells everybody."""
        self.resent = 0

    def check_register(self, request: inscription_pb2.CheckRegisterRequest) -> str:
        self.checked.append(request)
        if request.nom.casefold() != "martin":
            raise Refused(
                "inscription_refusee",
                Kind.INVALID,
                "Les informations saisies ne correspondent pas à celles dont dispose l’ARS.",
            )
        return "ticket"

    def request_confirmation(self, ticket: str, email: str, email_again: str) -> None:
        self.mails += 1

    def look_at_link(self, token: str) -> inscription_pb2.LookAtLinkResponse:
        if token != "lien":
            raise Refused("lien_inconnu", Kind.NOT_FOUND, "Ce lien n’existe pas.")
        return inscription_pb2.LookAtLinkResponse(
            prenom="Inès",
            email=EMAIL,
            ufr="Paris Cité",
            telephone="06 12 34 56 78",
            ufrs=["Paris Cité", "Sorbonne Université", "Paris-Saclay"],
            questions=["Le nom de votre premier animal", "La ville de naissance de votre mère"],
        )

    def finalise(self, request: inscription_pb2.FinaliseRequest) -> None:
        if request.password == "motdepassecourant":
            raise Refused(
                "formulaire_invalide",
                Kind.INVALID,
                "À corriger.",
                password="Ce mot de passe est trop courant.",
            )
        self.finalised.append(request)

    def log_in(self, email: str, password: str, address: str, device: str) -> login_pb2.OpenedSession:
        if (email, password) != (EMAIL, PASSWORD):
            raise Refused(
                "identifiants_faux", Kind.INVALID, "L’adresse e-mail ou le mot de passe est incorrect."
            )
        secret = uuid4().hex
        self.secrets[secret] = str(uuid4())
        session = login_pb2.OpenedSession(secret=secret, access=self.exchange(secret))
        session.expires_at.FromDatetime(datetime.now(UTC) + timedelta(hours=12))
        return session

    def log_in_mandataire(
        self, email: str, password: str, address: str, device: str
    ) -> login_pb2.OpenedSession:
        if (email, password) != (MANDATAIRE, PASSWORD):
            raise Refused(
                "identifiants_faux", Kind.INVALID, "L’adresse e-mail ou le mot de passe est incorrect."
            )
        session = self.log_in(EMAIL, PASSWORD, address, device)
        self.mandataires.add(session.secret)
        session.access.CopyFrom(self.exchange(session.secret))
        return session

    def log_out(self, secret: str) -> None:
        if secret in self.secrets:
            self.ended.append(self.secrets.pop(secret))

    def exchange(self, secret: str) -> login_pb2.AccessToken:
        if self.away:
            raise Refused("service_indisponible", Kind.UNAVAILABLE, "identity ne répond pas.")
        if secret not in self.secrets:
            raise Refused("session_expiree", Kind.UNAUTHENTICATED, "Votre session a expiré.")
        access = login_pb2.AccessToken(
            token="jeton",
            user_id=campaign.intern_id(ME),
            session_id=self.secrets[secret],
            display_name=campaign.identity(ME),
            kind="interne",
            intern_id=campaign.intern_id(ME),
        )
        if secret in self.mandataires:
            access.user_id, access.kind = MANDATAIRE_ID, "mandataire"
            access.display_name = f"Mandataire de {campaign.identity(ME)}"
        access.expires_at.FromDatetime(datetime.now(UTC) + timedelta(minutes=30))
        return access

    def ended_since(self, after: int) -> login_pb2.EndedSinceResponse:
        ended = [
            login_pb2.EndedSession(number=number, session_id=each)
            for number, each in enumerate(self.ended, 1)
            if number > after
        ]
        return login_pb2.EndedSinceResponse(ended=ended, newest=len(self.ended))

    def my_profile(self) -> register_pb2.GetMyProfileResponse:
        interne = register_pb2.Interne(
            intern_id=campaign.intern_id(ME),
            ine="1234567890A",
            nom="MARTIN",
            prenom="Inès",
            date_naissance="1999-03-24",
            formation="pharmacien",
            regime="socle",
            concours="R3C-Pharm Nat",
            promotion=2024,
            rang_concours=212,
            ufr="Paris Cité",
            actif=True,
        )
        interne.groupe.label, interne.des.label = campaign.GROUPE_LABEL, campaign.DES[1]
        return register_pb2.GetMyProfileResponse(
            interne=interne,
            email=EMAIL,
            telephone="06 12 34 56 78",
            adresse="1, rue de la Paix, 75002 Paris",
            question="Le nom de votre premier animal",
        )

    def semestres(self) -> list[register_pb2.Semestre]:
        return campaign.semestres()

    def give(self, state: str = "active") -> None:
        """The intern has given procuration."""
        self.rights.procuration.email, self.rights.procuration.state = MANDATAIRE, state

    def my_rights(self) -> rights_pb2.GetMyRightsResponse:
        if self.away:
            raise Refused("service_indisponible", Kind.UNAVAILABLE, "identity ne répond pas.")
        return self.rights

    def mandataire_email(self) -> str:
        return self.rights.procuration.email

    def request_type_choix(self, type_choix: str) -> rights_pb2.Demande:
        if type_choix == self.rights.type_choix:
            raise Refused("type_choix_deja_en_vigueur", Kind.CONFLICT, "C’est déjà celui en vigueur.")
        demande = rights_pb2.Demande(demande_id="1", type_choix=type_choix, state="en_cours")
        demande.asked_at.FromDatetime(datetime.now(UTC))
        self.rights.demandes.insert(0, demande)
        return demande

    def cancel_my_demande(self) -> None:
        self.rights.demandes[0].state = "annulee"

    def give_procuration(self, email: str, telephone: str) -> rights_pb2.GiveProcurationResponse:
        if email == "pris@proche.example":
            raise Refused("mandataire_deja_pris", Kind.CONFLICT, "Cette personne a déjà une procuration.")
        given = rights_pb2.Procuration(
            mandataire_id=MANDATAIRE_ID,
            email=email,
            telephone=telephone,
            semestre=campaign.SEMESTRE,
            state="envoyee",
        )
        given.given_at.FromDatetime(datetime.now(UTC))
        self.rights.procuration.CopyFrom(given)
        return rights_pb2.GiveProcurationResponse(procuration=given, effective=self.effective)

    def resend_procuration(self) -> None:
        self.resent += 1

    def cancel_my_procuration(self) -> bool:
        if not self.rights.HasField("procuration"):
            raise Refused("aucune_procuration", Kind.CONFLICT, "Il n’y a pas de procuration en cours.")
        self.rights.ClearField("procuration")
        self.on_cancel()
        return self.effective

    def look_at_procuration(self, token: str) -> rights_pb2.LookAtProcurationResponse:
        if token != "lien":
            raise Refused("lien_inconnu", Kind.NOT_FOUND, "Ce lien n’existe pas.")
        return rights_pb2.LookAtProcurationResponse(
            prenom="Inès", nom="MARTIN", email=MANDATAIRE, semestre=campaign.SEMESTRE
        )

    def accept_procuration(self, token: str, password: str, password_again: str) -> bool:
        self.rights.procuration.state = "active"
        return self.effective
