"""Who may call what (decision 13)."""

from chassis.rpc.access import Access, AccessTable, anybody, by_service, staff, who_chooses

_P = "/dci.session.v1."
_GESTIONNAIRE = staff("gestionnaire")
_ADMINISTRATEUR = staff("administrateur")
_WHO_CHOOSES = who_chooses().in_rehearsals()
_EVERYBODY: Access = anybody() | by_service("postes", "notifications")

ACCESS: AccessTable = {
    f"{_P}BoardService/ListAmphis": _EVERYBODY,
    f"{_P}BoardService/GetAmphi": _EVERYBODY,
    f"{_P}BoardService/GetBoard": anybody(),
    f"{_P}BoardService/GetDecisionsSince": _EVERYBODY,
    f"{_P}BoardService/GetHeads": anybody(),
    f"{_P}BoardService/GetPresences": anybody(),
    f"{_P}BoardService/GetRoster": by_service("postes", "notifications"),
    f"{_P}BoardService/ListInterventions": _GESTIONNAIRE,
    f"{_P}PassageService/GetMyPassage": _WHO_CHOOSES,
    f"{_P}PassageService/ListMyAmphis": _WHO_CHOOSES,
    f"{_P}PassageService/AcknowledgeOrder": _WHO_CHOOSES,
    f"{_P}PassageService/Choose": _WHO_CHOOSES,
    f"{_P}PassageService/Renounce": _WHO_CHOOSES,
    f"{_P}PassageService/RequestReturn": _WHO_CHOOSES,
    f"{_P}PassageService/Presence": by_service("gateway"),
    f"{_P}PassageService/ApplyRights": by_service("identity"),
    f"{_P}RehearsalService/CreateRehearsal": _GESTIONNAIRE,
    f"{_P}RehearsalService/ListRehearsals": staff("consultation"),
    f"{_P}RehearsalService/ListParticipants": _GESTIONNAIRE,
    f"{_P}RehearsalService/ForgetRehearsal": _GESTIONNAIRE,
    f"{_P}ConductService/CreateAmphi": _GESTIONNAIRE,
    f"{_P}ConductService/ChangeSettings": _GESTIONNAIRE,
    f"{_P}ConductService/PreviewSessions": _GESTIONNAIRE,
    f"{_P}ConductService/CutIntoSessions": _GESTIONNAIRE,
    f"{_P}ConductService/Validate": _GESTIONNAIRE,
    f"{_P}ConductService/BackToBrouillon": _GESTIONNAIRE,
    f"{_P}ConductService/Open": _GESTIONNAIRE,
    f"{_P}ConductService/Start": _GESTIONNAIRE,
    f"{_P}ConductService/UndoStart": _GESTIONNAIRE,
    f"{_P}ConductService/StartSession": _GESTIONNAIRE,
    f"{_P}ConductService/Pause": _GESTIONNAIRE,
    f"{_P}ConductService/Resume": _GESTIONNAIRE,
    f"{_P}ConductService/AddTime": _GESTIONNAIRE,
    f"{_P}ConductService/MarkAbsent": _GESTIONNAIRE,
    f"{_P}ConductService/MoveOn": _GESTIONNAIRE,
    f"{_P}ConductService/PutBack": _GESTIONNAIRE,
    f"{_P}ConductService/End": _GESTIONNAIRE,
    f"{_P}ConductService/ChooseFor": _GESTIONNAIRE,
    f"{_P}ConductService/Place": _GESTIONNAIRE,
    f"{_P}ConductService/WithdrawPlacement": _GESTIONNAIRE,
    f"{_P}ConductService/ProposeCorrection": _ADMINISTRATEUR,
    f"{_P}ConductService/ApproveCorrection": _ADMINISTRATEUR,
    f"{_P}ConductService/WithdrawCorrection": _ADMINISTRATEUR,
    f"{_P}RecordService/GetRecord": anybody() | by_service("notifications"),
    f"{_P}RecordService/ListReceiptKeys": anybody(),
    f"{_P}RecordService/GetReceipt": who_chooses() | by_service("notifications"),
}
