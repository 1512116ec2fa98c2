"""Who may call what (SEC-5): the one table that the server checks before every call."""

from typing import Final

from chassis.rpc.access import AccessTable, anybody, by_service, interne, staff

_INSCRIPTION: Final = "/dci.identity.v1.InscriptionService"
_LOGIN: Final = "/dci.identity.v1.LoginService"
_REGISTER: Final = "/dci.identity.v1.RegisterService"
_RIGHTS: Final = "/dci.identity.v1.RightsService"
_DESK: Final = "/dci.identity.v1.RightsDeskService"
_REHEARSALS: Final = "/dci.identity.v1.RehearsalService"
_KEYS: Final = "/dci.identity.v1.KeyService"

_GATEWAY: Final = by_service("gateway")
_FRONTS: Final = by_service("gateway", "admin")
_SERVICES: Final = by_service("ranking", "postes", "session", "notifications")

ACCESS: Final[AccessTable] = {
    f"{_INSCRIPTION}/CheckRegister": _GATEWAY,
    f"{_INSCRIPTION}/RequestConfirmation": _GATEWAY,
    f"{_INSCRIPTION}/LookAtLink": _GATEWAY,
    f"{_INSCRIPTION}/Finalise": _GATEWAY,
    f"{_INSCRIPTION}/GetMailLink": by_service("notifications"),
    f"{_LOGIN}/LogInInterne": _GATEWAY,
    f"{_LOGIN}/LogInMandataire": _GATEWAY,
    f"{_LOGIN}/LogInStaff": by_service("admin"),
    f"{_LOGIN}/ExchangeSession": _FRONTS,
    f"{_LOGIN}/LogOut": _FRONTS,
    f"{_LOGIN}/EndedSince": _FRONTS,
    f"{_REGISTER}/DryRunImport": staff("gestionnaire"),
    f"{_REGISTER}/ApplyImport": staff("gestionnaire"),
    f"{_REGISTER}/GetImportModel": staff("consultation"),
    f"{_REGISTER}/ListRegister": by_service("ranking"),
    f"{_REGISTER}/ListAbsences": by_service("ranking", "session") | staff("consultation"),
    f"{_REGISTER}/ResolveInes": by_service("ranking"),
    f"{_REGISTER}/GetContacts": by_service("notifications") | staff("consultation"),
    f"{_REGISTER}/GetMyProfile": interne(),
    f"{_REGISTER}/EnsureSpecialities": by_service("postes", "ranking"),
    f"{_REGISTER}/ListSpecialities": anybody() | _SERVICES,
    f"{_REGISTER}/ListSemestres": anybody() | _SERVICES,
    f"{_REGISTER}/CreateSemestre": staff("gestionnaire"),
    f"{_REGISTER}/MakeSemestreCurrent": staff("gestionnaire"),
    f"{_REGISTER}/CloseSemestre": staff("gestionnaire"),
    f"{_RIGHTS}/GetMyRights": interne(),
    f"{_RIGHTS}/RequestTypeChoix": interne(),
    f"{_RIGHTS}/CancelMyDemande": interne(),
    f"{_RIGHTS}/GiveProcuration": interne(),
    f"{_RIGHTS}/ResendProcuration": interne(),
    f"{_RIGHTS}/CancelMyProcuration": interne(),
    f"{_RIGHTS}/LookAtProcuration": _GATEWAY,
    f"{_RIGHTS}/AcceptProcuration": _GATEWAY,
    f"{_DESK}/ListDemandes": staff("consultation"),
    f"{_DESK}/NotePapers": staff("gestionnaire"),
    f"{_DESK}/AcceptDemande": staff("gestionnaire"),
    f"{_DESK}/RefuseDemande": staff("gestionnaire"),
    f"{_DESK}/ChangeTypeChoix": staff("gestionnaire"),
    f"{_DESK}/CancelProcuration": staff("gestionnaire"),
    f"{_DESK}/GetRights": staff("consultation"),
    f"{_DESK}/ListRights": by_service("session"),
    f"{_DESK}/GetProcuration": by_service("notifications"),
    f"{_DESK}/GetDemande": by_service("notifications"),
    f"{_REHEARSALS}/OpenSessions": staff("gestionnaire"),
    f"{_REHEARSALS}/ForgetSessions": staff("gestionnaire"),
    f"{_KEYS}/ListPublicKeys": _FRONTS | _SERVICES,
}
