"""Who may call what (decision 13). Only session's own token may give places (decision 5)."""

from chassis.rpc.access import AccessTable, anybody, by_service, interne, staff, who_chooses

_P = "/dci.postes.v1."

_ITS_OWN = who_chooses().in_rehearsals()

ACCESS: AccessTable = {
    f"{_P}SettlementService/Settle": by_service("session"),
    f"{_P}SettlementService/Correct": by_service("session"),
    f"{_P}SettlementService/Probe": by_service("session"),
    f"{_P}OfferService/DryRunImport": staff("gestionnaire"),
    f"{_P}OfferService/ApplyImport": staff("gestionnaire"),
    f"{_P}OfferService/GetImportModel": staff("consultation"),
    f"{_P}OfferService/SearchPostes": anybody(),
    f"{_P}OfferService/ListFacets": anybody(),
    f"{_P}OfferService/GetOfferSnapshot": anybody(),
    f"{_P}OfferService/GetOfferSince": anybody(),
    f"{_P}OfferService/GetOfferHeads": anybody(),
    f"{_P}OfferService/SavePoste": staff("gestionnaire"),
    f"{_P}OfferService/PublishPostes": staff("gestionnaire"),
    f"{_P}OfferService/WithdrawPostes": staff("gestionnaire"),
    f"{_P}OfferService/LiftReservation": staff("gestionnaire"),
    f"{_P}OfferService/CopyOffer": by_service("session"),
    f"{_P}OfferService/ForgetRehearsal": by_service("session"),
    f"{_P}FavouriteService/ListFavourites": _ITS_OWN,
    f"{_P}FavouriteService/AddFavourite": _ITS_OWN,
    f"{_P}FavouriteService/RemoveFavourite": _ITS_OWN,
    f"{_P}FavouriteService/MoveFavourite": _ITS_OWN,
    f"{_P}AffectationService/ListAffectations": anybody(),
    f"{_P}AffectationService/GetMyAffectations": interne(),
    f"{_P}AffectationService/GetAffectationFacts": by_service("notifications"),
    f"{_P}AffectationService/VerifyCode": anybody(),
}
