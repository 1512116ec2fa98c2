"""What ARS types of an amphi: names, settings with their units, the timetable (ADM-7)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from chassis.web import forms
from chassis.web.formats import FORMATIONS, PARIS
from dci.session.v1 import session_pb2 as pb
from services.admin.web.choices import choices
from services.admin.web.numbers import whole, whole_or_none
from services.admin.web.paris_time import instant, paris_time
from services.admin.web.typed import number_of, text_of

MINUTE = 60
STOPS: Final[Mapping[str, pb.StopPolicy.ValueType]] = {
    "rendre": pb.STOP_POLICY_RENDRE,
    "pause": pb.STOP_POLICY_PAUSE,
}


class SettingsForm(forms.Form):
    """Durations, returns, surnombres (CHX-5), stops (G-4), with the rules' defaults (ENG-2, 3, 5, 7)."""

    favoris_at = paris_time(
        "Ouverture des favoris",
        required="Indiquez la date et l’heure d’ouverture des favoris.",
        description="Heure de Paris, avant la première session. Les internes classent alors leurs favoris.",
    )
    duree_tour = whole(
        "Durée d’un tour, en secondes", 1, 3600, default=90, description="Le temps qu’a chacun pour choisir."
    )
    delai_absent = whole(
        "Délai avant d’être absent, en secondes",
        1,
        3600,
        default=90,
        description="Qui ne s’est pas connecté après ce délai est noté absent.",
    )
    grace_reseau = whole(
        "Marge pour le réseau, en secondes",
        0,
        10,
        default=1,
        description="Un choix reçu si peu de temps après la fin du tour compte encore.",
    )
    delai_fin = whole(
        "Délai laissé aux absents à la fin, en minutes",
        0,
        60,
        default=5,
        description="Quand tout le monde a été appelé, les absents peuvent encore revenir.",
    )
    retours_max = whole(
        "Retours permis", 0, 20, default=3, description="Combien de fois un interne absent peut revenir."
    )

    surnombres_max = whole_or_none(
        "Surnombres admis par service",
        0,
        99,
        description="Les deux types ensemble. Rien : pas de limite.",
    )
    apres_arret = RadioField(
        "Après un arrêt du service, le temps perdu est rendu",
        choices=choices(
            [
                ("rendre", "et le tour continue de lui-même"),
                ("pause", "et l’amphi attend, en pause, que l’ARS reprenne"),
            ]
        ),
        default="rendre",
    )

    def settings(self) -> pb.AmphiSettings:
        """What was typed."""
        return pb.AmphiSettings(
            duree_tour=Duration(seconds=number_of(self.duree_tour)),
            delai_absent=Duration(seconds=number_of(self.delai_absent)),
            grace_reseau=Duration(seconds=number_of(self.grace_reseau)),
            delai_fin=Duration(seconds=number_of(self.delai_fin) * MINUTE),
            retours_max=number_of(self.retours_max),
            surnombres_max=self.surnombres_max.data,
            apres_arret=STOPS[text_of(self.apres_arret)],
        )

    def favourites_open(self) -> Timestamp:
        """When favourites open."""
        return timestamp(instant(self.favoris_at))


class AmphiForm(SettingsForm):
    """A new amphi: the call list brings its groupe, régimes and semester."""

    call_list_version_id = SelectField(
        "Liste d’appel définitive", [InputRequired("Choisissez une liste d’appel.")]
    )
    code = forms.text(
        "Code",
        required="Indiquez un code.",
        longest=30,
        description="Court, montré partout : CHIR-SOCLE.",
    )
    libelle = forms.text("Libellé", required="Indiquez un libellé.", longest=200)
    formation = SelectField(
        "Formation", [InputRequired("Choisissez une formation.")], choices=choices(FORMATIONS.items())
    )


class TimetableForm(forms.Form):
    """How the call list is cut into sessions (ADM-7)."""

    starts_at = paris_time(
        "Début de la première session", required="Indiquez la date et l’heure.", description="Heure de Paris."
    )
    internes_par_session = whole("Internes par session", 1, 10_000, default=30)
    temps_par_interne = whole(
        "Temps prévu par interne, en secondes",
        1,
        3600,
        default=90,
        description="Pour l’horaire annoncé ; le tour lui-même garde sa durée.",
    )
    pause_entre_sessions = whole("Pause entre deux sessions, en minutes", 0, 43_200, default=15)
    by_clock = RadioField(
        "Les sessions démarrent",
        choices=choices([("main", "à la main, depuis la régie"), ("heure", "d’elles-mêmes, à leur heure")]),
        default="main",
    )

    def timetable(self) -> pb.Timetable:
        """What was typed."""
        return pb.Timetable(
            starts_at=timestamp(instant(self.starts_at)),
            internes_par_session=number_of(self.internes_par_session),
            temps_par_interne=Duration(seconds=number_of(self.temps_par_interne)),
            pause_entre_sessions=Duration(seconds=number_of(self.pause_entre_sessions) * MINUTE),
            by_clock=self.by_clock.data == "heure",
        )


class StepForm(forms.Form):
    """A step of an amphi, asked once."""


def timestamp(at: datetime) -> Timestamp:
    """An instant as a message."""
    message = Timestamp()
    message.FromDatetime(at.astimezone(UTC).replace(tzinfo=None))
    return message


def local(at: Timestamp) -> datetime | None:
    """An instant as the fields show it."""
    return at.ToDatetime(tzinfo=UTC).astimezone(PARIS).replace(tzinfo=None) if at.seconds else None


def typed(amphi: pb.Amphi) -> dict[str, Any]:
    """An amphi's settings as the form shows them."""
    settings = amphi.settings
    return {
        "favoris_at": local(amphi.favoris_at),
        "duree_tour": settings.duree_tour.seconds,
        "delai_absent": settings.delai_absent.seconds,
        "grace_reseau": settings.grace_reseau.seconds,
        "delai_fin": settings.delai_fin.seconds // MINUTE,
        "retours_max": settings.retours_max,
        "surnombres_max": settings.surnombres_max if settings.HasField("surnombres_max") else None,
        "apres_arret": "pause" if settings.apres_arret == pb.STOP_POLICY_PAUSE else "rendre",
    }


def cut_already(amphi: pb.Amphi, slices: list[pb.Slice]) -> dict[str, Any]:
    """The timetable of the sessions as they are cut now."""
    if not slices:
        return {}
    first = slices[0]
    internes = first.last_rang - first.first_rang + 1
    lasts = first.ends_at.seconds - first.starts_at.seconds
    found: dict[str, Any] = {
        "starts_at": local(amphi.starts_at),
        "internes_par_session": internes,
        "temps_par_interne": lasts // internes,
        "by_clock": "heure" if first.by_clock else "main",
    }
    if len(slices) > 1:
        found["pause_entre_sessions"] = (slices[1].starts_at.seconds - first.ends_at.seconds) // MINUTE
    return found
