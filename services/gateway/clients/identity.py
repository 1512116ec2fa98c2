"""What gateway asks of identity: inscription, log-in, the intern's own profile."""

import grpc

from dci.identity.v1 import (
    inscription_pb2,
    inscription_pb2_grpc,
    login_pb2,
    login_pb2_grpc,
    register_pb2,
    register_pb2_grpc,
)


class Identity:
    """Calls of identity; the user's token goes along by itself."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._inscription = inscription_pb2_grpc.InscriptionServiceStub(channel)
        self._login = login_pb2_grpc.LoginServiceStub(channel)
        self._register = register_pb2_grpc.RegisterServiceStub(channel)

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
