"""What admin asks of identity: staff's log-in, semesters, specialities, who to call, rights of interns."""

from collections.abc import Iterator

import grpc

from dci.identity.v1 import login_pb2, login_pb2_grpc, register_pb2, rights_pb2
from dci.identity.v1.register_pb2_grpc import RegisterServiceStub
from dci.identity.v1.rehearsals_pb2_grpc import RehearsalServiceStub
from dci.identity.v1.rights_pb2_grpc import RightsDeskServiceStub

INTERNS_A_CALL = 500


class Identity:
    """Calls of identity; the user's token goes along by itself."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._login = login_pb2_grpc.LoginServiceStub(channel)
        self.register = RegisterServiceStub(channel)
        self._rights = RightsDeskServiceStub(channel)
        self.rehearsals = RehearsalServiceStub(channel)

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

    def close_semestre(self, code: str) -> bool:
        """Reset its types de choix and procurations (ADM-3); whether session counts it already."""
        return self.register.CloseSemestre(register_pb2.CloseSemestreRequest(code=code)).effective

    def groupes(self) -> list[register_pb2.Speciality]:
        """Give every groupe, by label."""
        found = self.register.ListSpecialities(register_pb2.ListSpecialitiesRequest()).groupes
        return sorted(found, key=lambda each: each.label)

    def des(self) -> list[register_pb2.Speciality]:
        """Give every DES, by label."""
        found = self.register.ListSpecialities(register_pb2.ListSpecialitiesRequest()).des
        return sorted(found, key=lambda each: each.label)

    def contacts(self, intern_ids: list[str]) -> dict[str, register_pb2.Contact]:
        """Give names, e-mails and phones by intern_id."""
        found: dict[str, register_pb2.Contact] = {}
        for some in _pieces(intern_ids):
            answer = self.register.GetContacts(register_pb2.GetContactsRequest(intern_ids=some))
            found |= {contact.intern_id: contact for contact in answer.contacts}
        return found

    def demandes(self, semestre: str, state: str = "") -> list[rights_pb2.Demande]:
        """Give the requests for a type de choix, those to judge first (ADM-11)."""
        request = rights_pb2.ListDemandesRequest(semestre=semestre, state=state)
        return list(self._rights.ListDemandes(request).demandes)

    def note_papers(self, demande_id: str, note: str, *, received: bool) -> None:
        """Note that the papers of a request came, or didn't yet."""
        self._rights.NotePapers(
            rights_pb2.NotePapersRequest(demande_id=demande_id, received=received, note=note)
        )

    def accept_demande(self, demande_id: str) -> bool:
        """Accept a request (STA-3); whether session counts it already."""
        return self._rights.AcceptDemande(rights_pb2.AcceptDemandeRequest(demande_id=demande_id)).effective

    def refuse_demande(self, demande_id: str, reason: str) -> None:
        """Refuse a request, with the reason that the intern reads."""
        self._rights.RefuseDemande(rights_pb2.RefuseDemandeRequest(demande_id=demande_id, reason=reason))

    def change_type_choix(self, intern_id: str, type_choix: str, note: str) -> bool:
        """Change it on the spot (ADM-9); whether session counts it already."""
        request = rights_pb2.ChangeTypeChoixRequest(intern_id=intern_id, type_choix=type_choix, note=note)
        return self._rights.ChangeTypeChoix(request).effective

    def cancel_procuration(self, intern_id: str) -> bool:
        """Cancel the one that stands (ADM-9); whether session counts it already."""
        request = rights_pb2.CancelProcurationRequest(intern_id=intern_id)
        return self._rights.CancelProcuration(request).effective

    def rights(self, semestre: str, intern_ids: list[str]) -> dict[str, rights_pb2.InternRights]:
        """Give type de choix, procuration and pending request by intern_id; nothing recorded: left out."""
        found: dict[str, rights_pb2.InternRights] = {}
        for some in _pieces(intern_ids):
            answer = self._rights.GetRights(rights_pb2.GetRightsRequest(semestre=semestre, intern_ids=some))
            found |= {each.rights.intern_id: each for each in answer.internes}
        return found


def _pieces(intern_ids: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(intern_ids), INTERNS_A_CALL):
        yield intern_ids[first : first + INTERNS_A_CALL]
