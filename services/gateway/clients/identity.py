"""What gateway asks of identity: inscription, log-in, the intern's own profile and rights."""

import grpc

from dci.identity.v1 import (
    inscription_pb2,
    inscription_pb2_grpc,
    login_pb2,
    login_pb2_grpc,
    register_pb2,
    register_pb2_grpc,
    rights_pb2,
    rights_pb2_grpc,
)


class Identity:
    """Calls of identity; the user's token goes along by itself."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._inscription = inscription_pb2_grpc.InscriptionServiceStub(channel)
        self._login = login_pb2_grpc.LoginServiceStub(channel)
        self._register = register_pb2_grpc.RegisterServiceStub(channel)
        self._rights = rights_pb2_grpc.RightsServiceStub(channel)

    def check_register(self, request: inscription_pb2.CheckRegisterRequest) -> str:
        """Compare with the register (INS-1…3); return the ticket of the next step."""
        return self._inscription.CheckRegister(request).ticket

    def request_confirmation(self, ticket: str, email: str, email_again: str) -> None:
        """Have the confirmation mail sent (INS-4)."""
        self._inscription.RequestConfirmation(
            inscription_pb2.RequestConfirmationRequest(ticket=ticket, email=email, email_again=email_again)
        )

    def look_at_link(self, token: str) -> inscription_pb2.LookAtLinkResponse:
        """Look at a mailed link without using it up."""
        return self._inscription.LookAtLink(inscription_pb2.LookAtLinkRequest(token=token))

    def finalise(self, request: inscription_pb2.FinaliseRequest) -> None:
        """Create the account (INS-5)."""
        self._inscription.Finalise(request)

    def log_in(self, email: str, password: str, address: str, device: str) -> login_pb2.OpenedSession:
        """Open a session (CNX-1)."""
        request = login_pb2.LogInInterneRequest(
            email=email, password=password, address=address, device=device
        )
        return self._login.LogInInterne(request).session

    def log_in_mandataire(
        self, email: str, password: str, address: str, device: str
    ) -> login_pb2.OpenedSession:
        """Open a session of the holder of a procuration (PRC-3)."""
        request = login_pb2.LogInMandataireRequest(
            email=email, password=password, address=address, device=device
        )
        return self._login.LogInMandataire(request).session

    def log_out(self, secret: str) -> None:
        """End a session."""
        self._login.LogOut(login_pb2.LogOutRequest(secret=secret))

    def exchange(self, secret: str) -> login_pb2.AccessToken:
        """Give a fresh token for a session."""
        return self._login.ExchangeSession(login_pb2.ExchangeSessionRequest(secret=secret)).access

    def ended_since(self, after: int) -> login_pb2.EndedSinceResponse:
        """Give the sessions ended after a number."""
        return self._login.EndedSince(login_pb2.EndedSinceRequest(after=after))

    def my_profile(self) -> register_pb2.GetMyProfileResponse:
        """Give the caller's own data (PRO-2)."""
        return self._register.GetMyProfile(register_pb2.GetMyProfileRequest())

    def semestres(self) -> list[register_pb2.Semestre]:
        """Give every semester."""
        return list(self._register.ListSemestres(register_pb2.ListSemestresRequest()).semestres)

    def my_rights(self) -> rights_pb2.GetMyRightsResponse:
        """Give the caller's type de choix, requests and procuration (PRO-3, PRO-4)."""
        return self._rights.GetMyRights(rights_pb2.GetMyRightsRequest())

    def mandataire_email(self) -> str:
        """Whom the caller named as mandataire, for the reminder (PRC-1); empty: nobody."""
        return self.my_rights().procuration.email

    def request_type_choix(self, type_choix: str) -> rights_pb2.Demande:
        """Ask ARS for another type de choix (STA-2)."""
        request = rights_pb2.RequestTypeChoixRequest(type_choix=type_choix)
        return self._rights.RequestTypeChoix(request).demande

    def cancel_my_demande(self) -> None:
        """Take the pending request back."""
        self._rights.CancelMyDemande(rights_pb2.CancelMyDemandeRequest())

    def give_procuration(self, email: str, telephone: str) -> rights_pb2.GiveProcurationResponse:
        """Name a mandataire (PRC-1)."""
        request = rights_pb2.GiveProcurationRequest(email=email, telephone=telephone)
        return self._rights.GiveProcuration(request)

    def resend_procuration(self) -> None:
        """Have the mandataire's mail sent again."""
        self._rights.ResendProcuration(rights_pb2.ResendProcurationRequest())

    def cancel_my_procuration(self) -> bool:
        """Cancel it (PRC-4); return whether session counts it already."""
        return self._rights.CancelMyProcuration(rights_pb2.CancelMyProcurationRequest()).effective

    def look_at_procuration(self, token: str) -> rights_pb2.LookAtProcurationResponse:
        """Look at a mandataire's link without using it up."""
        return self._rights.LookAtProcuration(rights_pb2.LookAtProcurationRequest(token=token))

    def accept_procuration(self, token: str, password: str, password_again: str) -> bool:
        """Make a procuration active (PRC-2); return whether session counts it already."""
        request = rights_pb2.AcceptProcurationRequest(
            token=token, password=password, password_again=password_again
        )
        return self._rights.AcceptProcuration(request).effective
