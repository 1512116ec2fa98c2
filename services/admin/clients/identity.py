"""What admin asks of identity: staff's log-in, semesters, specialities, who to call."""

import grpc

from dci.identity.v1 import login_pb2, login_pb2_grpc, register_pb2
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub

CONTACTS_A_CALL = 500


class Identity:
    """Calls of identity; the user's token goes along by itself."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._login = login_pb2_grpc.LoginServiceStub(channel)
        self.register = RegisterServiceStub(channel)

    def log_in(
        self, email: str, password: str, totp: str, address: str, device: str
    ) -> login_pb2.OpenedSession:
        """Open a session (ADM-1)."""
        request = login_pb2.LogInStaffRequest(
            email=email, password=password, totp=totp, address=address, device=device
        )
        return self._login.LogInStaff(request).session

    def log_out(self, secret: str) -> None:
        """End a session."""
        self._login.LogOut(login_pb2.LogOutRequest(secret=secret))

    def exchange(self, secret: str) -> login_pb2.AccessToken:
        """Give a fresh token for a session."""
        return self._login.ExchangeSession(login_pb2.ExchangeSessionRequest(secret=secret)).access

    def ended_since(self, after: int) -> login_pb2.EndedSinceResponse:
        """Give the sessions ended after a number."""
        return self._login.EndedSince(login_pb2.EndedSinceRequest(after=after))

    def semestres(self) -> list[register_pb2.Semestre]:
        """Give every semester, newest first."""
        found = self.register.ListSemestres(register_pb2.ListSemestresRequest()).semestres
        return sorted(found, key=lambda each: (each.code[2:], each.code[:2]), reverse=True)

    def create_semestre(self, code: str, newest_promotion: int) -> None:
        """Create a semester (ADM-3)."""
        self.register.CreateSemestre(
            register_pb2.CreateSemestreRequest(code=code, newest_promotion=newest_promotion)
        )

    def make_current(self, code: str) -> None:
        """Make it the semester whose posts are being chosen."""
        self.register.MakeSemestreCurrent(register_pb2.MakeSemestreCurrentRequest(code=code))

    def groupes(self) -> list[register_pb2.Speciality]:
        """Give every groupe, by label."""
        found = self.register.ListSpecialities(register_pb2.ListSpecialitiesRequest()).groupes
        return sorted(found, key=lambda each: each.label)

    def contacts(self, intern_ids: list[str]) -> dict[str, register_pb2.Contact]:
        """Give names, e-mails and phones by intern_id."""
        found: dict[str, register_pb2.Contact] = {}
        for first in range(0, len(intern_ids), CONTACTS_A_CALL):
            some = intern_ids[first : first + CONTACTS_A_CALL]
            answer = self.register.GetContacts(register_pb2.GetContactsRequest(intern_ids=some))
            found |= {contact.intern_id: contact for contact in answer.contacts}
        return found
