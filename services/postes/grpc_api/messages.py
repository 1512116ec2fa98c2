"""Rows of the database as messages of the contract."""

from datetime import datetime

from google.protobuf.timestamp_pb2 import Timestamp

from chassis.database import Row
from dci.postes.v1 import postes_pb2 as pb
from services.postes.domain.catalogue import Fiche
from services.postes.domain.favoris import DuPoste, DuService, Favori, Favoris
from services.postes.domain.personne import public_name


def poste(row: Row) -> pb.Poste:
    """A post with its ward and its holder's rank."""
    return pb.Poste(
        semestre=row["semestre"],
        numero=row["numero"],
        imotep=row["imotep"],
        etablissement=row["etablissement"],
        departement=row["departement"],
        service=row["service"],
        chef_de_service=row["chef_de_service"],
        groupe_code=row["groupe"],
        groupe_label=row["groupe_label"],
        des_code=row["des"],
        des_label=row["des_label"],
        regimes=row["regimes"],
        type=row["type"],
        reserve=row["reserve"],
        flechage=row["flechage"],
        publie=row["publie"],
        pourvu=row["pourvu"],
        rang_appel=row["rang_appel"],
        holder_amphi_id=row["holder_amphi_id"],
        surnombres=row["surnombres"],
    )


def fiche(written: Fiche) -> pb.Poste:
    """A post as it was written, without its ward's and labels' words; nobody holds it."""
    return pb.Poste(
        semestre=written.semestre,
        numero=written.numero,
        imotep=written.imotep,
        groupe_code=written.groupe,
        des_code=written.des,
        regimes=written.regimes,
        type=written.type,
        reserve=written.reserve,
        flechage=written.flechage,
        publie=written.publie,
    )


def service_line(line: Row, posts: list[Row]) -> pb.ServiceLine:
    """A ward's line with its posts."""
    return pb.ServiceLine(
        imotep=line["imotep"],
        etablissement=line["etablissement"],
        departement=line["departement"],
        service=line["service"],
        chef_de_service=line["chef_de_service"],
        postes=line["postes"],
        disponibles=line["disponibles"],
        detail=[poste(row) for row in posts],
    )


def affectation(row: Row, *, full_name: bool, with_id: bool) -> pb.Affectation:
    """An affectation, with the full name for those who may see it (PUB-3)."""
    return pb.Affectation(
        affectation_id=str(row["affectation_id"]),
        semestre=row["semestre"],
        amphi_id=str(row["amphi_id"]),
        rang_appel=row["rang_appel"],
        intern_id=str(row["intern_id"]) if with_id else "",
        identity=identity(row, full=full_name),
        semestres_valides=row["semestres_valides"],
        regime=row["regime"],
        des_interne=row["des_interne_label"],
        ufr=row["ufr"],
        poste=poste_of(row),
        at=timestamp(row["received_at"]),
        type_choix=row["type_choix"],
        par=row["par"],
        corrected=row["corrected"],
    )


def poste_of(affectation: Row) -> pb.Poste:
    """The post of an affectation: its holder, who may be somebody else than who has it in surnombre."""
    return poste(affectation | {"rang_appel": affectation["holder_rang_appel"]})


def identity(row: Row, *, full: bool) -> str:
    """« Mehdi MARTIN », or « Mehdi M »; the call rank where the name is not known yet."""
    if not row["prenom"] and not row["nom"]:
        return f"Interne n° {row['rang_appel']}"
    return f"{row['prenom']} {row['nom']}" if full else public_name(row["prenom"], row["nom"])


def favourites(favoris: Favoris) -> list[pb.Favourite]:
    """The list, with positions from 1."""
    return [_favourite(favori, position) for position, favori in enumerate(favoris, start=1)]


def _favourite(favori: Favori, position: int) -> pb.Favourite:
    match favori.cible:
        case DuService(imotep):
            return pb.Favourite(favourite_id=str(favori.id), position=position, imotep=imotep)
        case DuPoste(numero):
            return pb.Favourite(favourite_id=str(favori.id), position=position, numero=numero)


def timestamp(at: datetime) -> Timestamp:
    """An instant."""
    message = Timestamp()
    message.FromDatetime(at)
    return message
