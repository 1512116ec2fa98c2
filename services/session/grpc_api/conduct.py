"""What a gestionnaire does: building an amphi, then running it."""

from typing import Any
from uuid import UUID

from dci.session.v1 import session_pb2 as pb
from services.session.domain.settings import Settings
from services.session.grpc_api import messages, read
from services.session.grpc_api.intervention import InterventionApi
from services.session.use_cases import boards
from services.session.use_cases.add_time import add_time
from services.session.use_cases.back_to_draft import back_to_draft
from services.session.use_cases.change_settings import change_settings
from services.session.use_cases.choose_for import choose_for
from services.session.use_cases.create_amphi import Wish, create_amphi
from services.session.use_cases.cut_into_sessions import cut_into_sessions, preview_sessions
from services.session.use_cases.end import end
from services.session.use_cases.engine import Engine
from services.session.use_cases.mark_absent import mark_absent
from services.session.use_cases.move_on import move_on
from services.session.use_cases.open_favourites import open_favourites
from services.session.use_cases.pause import pause
from services.session.use_cases.ports import CallLists, RightsDesk
from services.session.use_cases.put_back import put_back
from services.session.use_cases.resume import resume
from services.session.use_cases.start import start
from services.session.use_cases.undo_start import undo_start
from services.session.use_cases.validate import validate
from services.session.use_cases.watch_postes import WatchPostes


class ConductApi(InterventionApi):
    """The servicer."""

    def __init__(self, engine: Engine, call_lists: CallLists, desk: RightsDesk, watch: WatchPostes) -> None:
        super().__init__(engine)
        self._call_lists = call_lists
        self._desk = desk
        self._watch = watch

    def CreateAmphi(self, request: pb.CreateAmphiRequest, _context: Any) -> pb.CreateAmphiResponse:
        """A brouillon on a définitive call list."""
        wish = Wish(
            code=request.code,
            libelle=request.libelle,
            formation=request.formation,
            call_list_version_id=read.uuid(request.call_list_version_id, "call_list_version_id"),
            settings=read.settings(request.settings) if request.HasField("settings") else Settings(),
            favoris_at=read.instant(request.favoris_at, "favoris_at"),
        )
        return pb.CreateAmphiResponse(
            amphi=messages.fiche(create_amphi(self._engine, self._call_lists, wish))
        )

    def ChangeSettings(self, request: pb.ChangeSettingsRequest, _context: Any) -> pb.ChangeSettingsResponse:
        """Of a brouillon; what is absent stays."""
        version = request.call_list_version_id
        change_settings(
            self._engine,
            self._call_lists,
            _amphi(request.amphi_id),
            read.settings(request.settings) if request.HasField("settings") else None,
            read.instant(request.favoris_at, "favoris_at") if request.HasField("favoris_at") else None,
            read.uuid(version, "call_list_version_id") if version else None,
        )
        return pb.ChangeSettingsResponse(amphi=self._sheet(request.amphi_id))

    def PreviewSessions(
        self, request: pb.PreviewSessionsRequest, _context: Any
    ) -> pb.PreviewSessionsResponse:
        """The timetable that cutting would make."""
        slices = preview_sessions(self._engine, _amphi(request.amphi_id), read.timetable(request.timetable))
        return pb.PreviewSessionsResponse(slices=[messages.planned_slice(one) for one in slices])

    def CutIntoSessions(
        self, request: pb.CutIntoSessionsRequest, _context: Any
    ) -> pb.CutIntoSessionsResponse:
        """These sessions, instead of those before."""
        amphi_id = _amphi(request.amphi_id)
        cut_into_sessions(self._engine, amphi_id, read.timetable(request.timetable))
        sheet = boards.sheet(self._engine, amphi_id, with_brouillon=True)
        return pb.CutIntoSessionsResponse(slices=messages.slices(sheet))

    def Validate(self, request: pb.ValidateRequest, _context: Any) -> pb.ValidateResponse:
        """The log begins."""
        amphi_id = _amphi(request.amphi_id)
        validate(self._engine, self._call_lists, amphi_id, read.staff(), self._desk)
        return pb.ValidateResponse(amphi=self._sheet(request.amphi_id))

    def BackToBrouillon(
        self, request: pb.BackToBrouillonRequest, _context: Any
    ) -> pb.BackToBrouillonResponse:
        """While nobody has chosen."""
        back_to_draft(self._engine, _amphi(request.amphi_id), read.staff())
        return pb.BackToBrouillonResponse(amphi=self._sheet(request.amphi_id))

    def Open(self, request: pb.OpenRequest, _context: Any) -> pb.OpenResponse:
        """Favourites, before their date."""
        open_favourites(self._engine, _amphi(request.amphi_id), read.staff())
        return pb.OpenResponse(amphi=self._sheet(request.amphi_id))

    def Start(self, request: pb.StartRequest, _context: Any) -> pb.StartResponse:
        """The first session."""
        done = start(self._engine, _amphi(request.amphi_id), read.staff(request.key))
        return pb.StartResponse(seq=done.seq)

    def StartSession(self, request: pb.StartSessionRequest, _context: Any) -> pb.StartSessionResponse:
        """The next session."""
        done = start(self._engine, _amphi(request.amphi_id), read.staff(request.key))
        return pb.StartSessionResponse(seq=done.seq)

    def UndoStart(self, request: pb.UndoStartRequest, _context: Any) -> pb.UndoStartResponse:
        """While nobody has chosen."""
        done = undo_start(self._engine, _amphi(request.amphi_id), read.staff(request.key))
        return pb.UndoStartResponse(seq=done.seq)

    def Pause(self, request: pb.PauseRequest, _context: Any) -> pb.PauseResponse:
        """With its reason."""
        done = pause(self._engine, _amphi(request.amphi_id), read.staff(request.key), request.reason)
        return pb.PauseResponse(seq=done.seq)

    def Resume(self, request: pb.ResumeRequest, _context: Any) -> pb.ResumeResponse:
        """With what was left, or the whole turn."""
        by = read.staff(request.key)
        done = resume(self._engine, _amphi(request.amphi_id), by, full_time=request.full_time)
        return pb.ResumeResponse(seq=done.seq)

    def AddTime(self, request: pb.AddTimeRequest, _context: Any) -> pb.AddTimeResponse:
        """To the turn that the page showed."""
        turn_id, extra = read.uuid(request.turn_id, "turn_id"), read.duration(request.time, "time")
        done = add_time(self._engine, _amphi(request.amphi_id), read.staff(request.key), turn_id, extra)
        return pb.AddTimeResponse(seq=done.seq)

    def MarkAbsent(self, request: pb.MarkAbsentRequest, _context: Any) -> pb.MarkAbsentResponse:
        """The turn that the page showed."""
        turn_id = read.uuid(request.turn_id, "turn_id")
        done = mark_absent(self._engine, _amphi(request.amphi_id), read.staff(request.key), turn_id)
        return pb.MarkAbsentResponse(seq=done.seq)

    def MoveOn(self, request: pb.MoveOnRequest, _context: Any) -> pb.MoveOnResponse:
        """From the turn that the page showed."""
        turn_id = read.uuid(request.turn_id, "turn_id")
        done = move_on(self._engine, _amphi(request.amphi_id), read.staff(request.key), turn_id)
        return pb.MoveOnResponse(seq=done.seq)

    def PutBack(self, request: pb.PutBackRequest, _context: Any) -> pb.PutBackResponse:
        """Right behind the current turn."""
        by = read.staff(request.key)
        done = put_back(self._engine, _amphi(request.amphi_id), by, request.rang_appel)
        return pb.PutBackResponse(seq=done.seq)

    def End(self, request: pb.EndRequest, _context: Any) -> pb.EndResponse:
        """Without the rest of the last delay."""
        done = end(self._engine, _amphi(request.amphi_id), read.staff(request.key))
        return pb.EndResponse(seq=done.seq)

    def ChooseFor(self, request: pb.ChooseForRequest, _context: Any) -> pb.ChooseForResponse:
        """The choice dictated during the turn that the page showed."""
        turn_id = read.uuid(request.turn_id, "turn_id")
        by = read.staff(request.key)
        done = choose_for(self._engine, self._watch, _amphi(request.amphi_id), by, turn_id, request.numero)
        return pb.ChooseForResponse(
            seq=done.seq, hash=done.hash, received_at=messages.timestamp(done.received_at)
        )

    def _sheet(self, amphi_id: str) -> pb.Amphi:
        return messages.amphi(boards.sheet(self._engine, _amphi(amphi_id), with_brouillon=True))


def _amphi(text: str) -> UUID:
    return read.uuid(text, "amphi_id")
