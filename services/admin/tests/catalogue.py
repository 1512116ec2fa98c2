"""postes, in memory: three posts of one ward, and what the back office asked of them."""

# ruff: noqa: ARG002  # their arguments are the clients' own

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from chassis.errors import DomainError, Kind, RemoteError
from dci.common.v1.paging_pb2 import PageInfo
from dci.postes.v1 import postes_pb2 as pb
from services.admin.tests import campaign


def poste(numero: int, **more: object) -> pb.Poste:
    fields: dict[str, object] = {
        "semestre": campaign.SEMESTRE,
        "imotep": "11000336",
        "etablissement": "NECKER",
        "departement": "75",
        "service": "Chirurgie viscérale",
        "groupe_code": campaign.GROUPE[0],
        "groupe_label": campaign.GROUPE[1],
        "des_code": "33",
        "des_label": "33 - GYNÉCOLOGIE OBSTÉTRIQUE",
        "regimes": ["socle"],
        "publie": True,
    }
    return pb.Poste(numero=numero, **(fields | more))  # type: ignore[arg-type]


class CatalogueDouble:
    """2931 is free and reserved, 2932 taken by rank 2, 2933 not published."""

    def __init__(self) -> None:
        self.posts = {
            2931: poste(2931, reserve=True, flechage="<b>Garde</b>"),
            2932: poste(2932, pourvu=True, rang_appel=2, surnombres=1),
            2933: poste(2933, publie=False),
        }
        self.asked: list[object] = []
        self.done: list[tuple[str, object]] = []
        self.refusal: DomainError | None = None
        self.given = [affectation(2, 2932), affectation(5, 2932, "surnombre_non_validant", "ars")]

    def search(
        self,
        semestre: str,
        filters: Mapping[str, Sequence[str]],
        *,
        state: int = 0,
        page: int = 1,
        size: int = 30,
    ) -> pb.SearchPostesResponse:
        self.asked.append((semestre, {name: list(values) for name, values in filters.items()}, state))
        numeros = filters.get("numero") or [str(each) for each in self.posts]
        found = [each for each in self.posts.values() if str(each.numero) in numeros]
        return pb.SearchPostesResponse(postes=found, page=PageInfo(number=page, size=size, total=len(found)))

    def poste(self, semestre: str, numero: int) -> pb.Poste | None:
        return self.posts.get(numero) if semestre == campaign.SEMESTRE else None

    def save(self, written: pb.Poste) -> pb.Poste:
        self._act("save", written)
        saved = pb.Poste()
        saved.CopyFrom(written)
        saved.numero = written.numero or max(self.posts) + 1
        self.posts[saved.numero] = saved
        return saved

    def publish(self, semestre: str, numeros: Sequence[int]) -> None:
        self._act("publish", (semestre, list(numeros)))

    def withdraw(self, semestre: str, numeros: Sequence[int]) -> None:
        self._act("withdraw", (semestre, list(numeros)))

    def lift_reservation(self, semestre: str, numero: int) -> None:
        self._act("lift", (semestre, numero))

    def affectations(
        self, semestre: str, amphi_id: str, *, page: int, size: int
    ) -> pb.ListAffectationsResponse:
        found = [each for each in self.given if amphi_id in {"", each.amphi_id}]
        return pb.ListAffectationsResponse(
            affectations=found, page=PageInfo(number=page, size=size, total=len(found))
        )

    def all_affectations(self, semestre: str, amphi_id: str) -> Iterator[pb.Affectation]:
        yield from self.affectations(semestre, amphi_id, page=1, size=200).affectations

    def _act(self, what: str, how: object) -> None:
        self.done.append((what, how))
        if self.refusal:
            raise self.refusal


def taken() -> DomainError:
    """What postes answers where somebody has the post."""
    return RemoteError(
        code="poste_deja_pourvu",
        kind=Kind.CONFLICT,
        text="Poste déjà pourvu : 2932.",
        details={"numeros": "2932"},
    )


def affectation(
    rang: int, numero: int, type_choix: str = "classique", par: str = "interne"
) -> pb.Affectation:
    made = pb.Affectation(
        semestre=campaign.SEMESTRE,
        amphi_id=campaign.AMPHI,
        rang_appel=rang,
        intern_id=campaign.intern_id(rang),
        identity=f"{campaign.prenom(rang)} {campaign.nom(rang)}",
        type_choix=type_choix,
        par=par,
        poste=poste(numero),
    )
    made.at.FromDatetime(datetime(2027, 4, 12, 7, 30, 15, tzinfo=UTC))
    return made
