"""postes, in memory: one offer with its versions, one intern's favourites."""

# ruff: noqa: ARG002  # doubles take what the real ones take

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4

from chassis.errors import Kind
from chassis.web.formats import public_identity
from dci.common.v1.paging_pb2 import PageInfo
from dci.postes.v1 import postes_pb2
from services.gateway.tests.dev import campaign
from services.gateway.tests.dev.campaign import ME
from services.gateway.tests.dev.refusals import Refused


class PostesDouble:
    """The offer, with versions; favourites of one intern."""

    def __init__(self) -> None:
        self.all = {poste.numero: poste for poste in campaign.postes()}
        self.version = 1
        self.changes: list[postes_pb2.OfferChange] = []
        self.starred: list[postes_pb2.Favourite] = []
        self.taken: list[tuple[int, int]] = []
        self.corrected: set[int] = set()
        self.away = False

    def take(self, numero: int, rang: int) -> postes_pb2.OfferChange:
        """Somebody got a post."""
        poste = self.all[numero]
        poste.pourvu, poste.rang_appel, poste.holder_amphi_id = True, rang, campaign.AMPHI
        self.taken.append((numero, rang))
        taken = postes_pb2.PosteTaken(numero=numero, rang_appel=rang, amphi_id=campaign.AMPHI)
        return self._tell(postes_pb2.OfferChange(taken=taken))

    def add_surnombre(self, numero: int) -> postes_pb2.OfferChange:
        """Somebody chose it in surnombre (CHX-5)."""
        self.all[numero].surnombres += 1
        surnombre = postes_pb2.PosteSurnombre(numero=numero, surnombres=self.all[numero].surnombres)
        return self._tell(postes_pb2.OfferChange(surnombre=surnombre))

    def lift(self, numero: int) -> postes_pb2.OfferChange:
        """ARS lifts a reservation (CHX-2)."""
        self.all[numero].reserve = False
        return self._tell(postes_pb2.OfferChange(changed=postes_pb2.PosteChanged(poste=self.all[numero])))

    def withdraw(self, numero: int) -> postes_pb2.OfferChange:
        """ARS withdraws a post (ADM-8)."""
        del self.all[numero]
        return self._tell(postes_pb2.OfferChange(withdrawn=postes_pb2.PosteWithdrawn(numero=numero)))

    def publish(self, poste: postes_pb2.Poste) -> postes_pb2.OfferChange:
        """ARS adds a post, or changes one (ADM-8)."""
        self.all[poste.numero] = poste
        return self._tell(postes_pb2.OfferChange(changed=postes_pb2.PosteChanged(poste=poste)))

    def _tell(self, change: postes_pb2.OfferChange) -> postes_pb2.OfferChange:
        self.version += 1
        change.offer_id, change.version = campaign.OFFER, self.version
        self.changes.append(change)
        return change

    def free(self) -> list[int]:
        """Numbers still free and not reserved."""
        return [numero for numero, poste in self.all.items() if not poste.pourvu and not poste.reserve]

    def search(self, request: postes_pb2.SearchPostesRequest) -> postes_pb2.SearchPostesResponse:
        found = list(self.all.values())
        if request.state:
            found = [each for each in found if each.pourvu == (request.state == 1)]
        wanted = list(request.filters["etablissement"].values) if "etablissement" in request.filters else []
        if wanted:
            found = [
                each
                for each in found
                if any(value.casefold() in each.etablissement.casefold() for value in wanted)
            ]
        number, size = request.page.number or 1, request.page.size or 30
        part = slice((number - 1) * size, number * size)
        answer = postes_pb2.SearchPostesResponse(
            postes_total=len(found), disponibles_total=sum(not each.pourvu for each in found)
        )
        if request.view == postes_pb2.SearchPostesRequest.VIEW_POSTE:
            answer.postes.extend(found[part])
            total = len(found)
        else:
            wards = _wards(found)
            answer.services.extend(wards[part])
            total = len(wards)
        answer.page.CopyFrom(PageInfo(number=number, size=size, total=total))
        return answer

    def facets(self, semestre: str) -> dict[str, list[str]]:
        return {
            "etablissement": sorted({each.etablissement for each in self.all.values()}),
            "groupe": [campaign.GROUPE_LABEL],
            "regime": ["socle", "approfondissement"],
            "departement": ["75", "92"],
        }

    def offer(self, offer_id: str) -> postes_pb2.GetOfferSnapshotResponse:
        if self.away:
            raise Refused("service_indisponible", Kind.UNAVAILABLE, "postes ne répond pas.")
        return postes_pb2.GetOfferSnapshotResponse(
            offer_id=offer_id, version=self.version, postes=self.all.values()
        )

    def offer_since(self, offer_id: str, after: int) -> postes_pb2.GetOfferSinceResponse:
        return postes_pb2.GetOfferSinceResponse(
            changes=[each for each in self.changes if each.version > after]
        )

    def offer_heads(self, offer_ids: list[str]) -> Mapping[str, int]:
        return dict.fromkeys(offer_ids, self.version)

    def favourites(self, offer_id: str) -> list[postes_pb2.Favourite]:
        for position, each in enumerate(self.starred, 1):
            each.position = position
        return self.starred

    def add_favourite(self, offer_id: str, target: str | int) -> list[postes_pb2.Favourite]:
        new = postes_pb2.Favourite(favourite_id=str(uuid4()))
        if isinstance(target, str):
            new.imotep = target
        else:
            new.numero = target
        self.starred.append(new)
        return self.favourites(offer_id)

    def remove_favourite(self, offer_id: str, favourite_id: str) -> list[postes_pb2.Favourite]:
        self.starred = [each for each in self.starred if each.favourite_id != favourite_id]
        return self.favourites(offer_id)

    def move_favourite(self, offer_id: str, favourite_id: str, position: int) -> list[postes_pb2.Favourite]:
        moved = [each for each in self.starred if each.favourite_id == favourite_id]
        self.starred = [each for each in self.starred if each.favourite_id != favourite_id]
        self.starred[position - 1 : position - 1] = moved
        return self.favourites(offer_id)

    def affectations(
        self, request: postes_pb2.ListAffectationsRequest
    ) -> postes_pb2.ListAffectationsResponse:
        page, size = request.page.number, request.page.size
        found = [self._affectation(numero, rang, full=False) for numero, rang in self.taken]
        return postes_pb2.ListAffectationsResponse(
            affectations=found[(page - 1) * size : page * size],
            page=PageInfo(number=page, size=size, total=len(found)),
        )

    def my_affectations(self) -> list[postes_pb2.Affectation]:
        return [self._affectation(numero, rang, full=True) for numero, rang in self.taken if rang == ME]

    def verify_code(self, code: str) -> postes_pb2.VerifyCodeResponse:
        if code not in {"ABCD-1234", "ABCD-OLD"}:
            return postes_pb2.VerifyCodeResponse(valid=False)
        replaced = code == "ABCD-OLD"
        answer = postes_pb2.VerifyCodeResponse(
            valid=not replaced, replaced=replaced, identity="Inès M", poste=self.all[2931]
        )
        answer.at.FromDatetime(datetime(2026, 11, 20, tzinfo=UTC))
        return answer

    def _affectation(self, numero: int, rang: int, *, full: bool) -> postes_pb2.Affectation:
        name = campaign.identity(rang)
        found = postes_pb2.Affectation(
            semestre=campaign.SEMESTRE, amphi_id=campaign.AMPHI, rang_appel=rang, semestres_valides=3,
            identity=name if full else public_identity(name), regime="socle", des_interne=campaign.DES[1],
            ufr="Paris Cité", poste=self.all[numero], corrected=numero in self.corrected,
        )  # fmt: skip
        found.at.FromDatetime(datetime.now(UTC))
        return found


def _wards(postes: list[postes_pb2.Poste]) -> list[postes_pb2.ServiceLine]:
    lines: dict[str, postes_pb2.ServiceLine] = {}
    for poste in postes:
        line = lines.setdefault(
            poste.imotep,
            postes_pb2.ServiceLine(
                imotep=poste.imotep, etablissement=poste.etablissement, departement=poste.departement,
                service=poste.service, chef_de_service=poste.chef_de_service,
            ),
        )  # fmt: skip
        line.postes += 1
        line.disponibles += not poste.pourvu
        line.detail.append(poste)
    return list(lines.values())
