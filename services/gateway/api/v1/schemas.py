"""What the API takes and gives (marshmallow): validation and the OpenAPI document come from here."""

from typing import Any, Final

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

REQUIRED: Final = {"required": "À indiquer.", "null": "À indiquer."}
LARGEST: Final = 10_000_000


class Text(fields.String):
    """A text; what is wrong with it, in French."""

    default_error_messages = {  # noqa: RUF012  # as marshmallow has it
        **REQUIRED,
        "invalid": "Un texte est attendu.",
        "invalid_utf8": "Un texte est attendu.",
    }


class Whole(fields.Integer):
    """A whole number between two others, both included."""

    default_error_messages = {  # noqa: RUF012  # as marshmallow has it
        **REQUIRED,
        "invalid": "Un nombre entier est attendu.",
        "too_large": "Ce nombre est trop grand.",
    }

    def __init__(self, low: int, high: int, **options: Any) -> None:
        super().__init__(validate=validate.Range(low, high, error=f"Un nombre de {low} à {high}."), **options)


def text(longest: int) -> Text:
    """Make a required text."""
    return Text(required=True, validate=validate.Length(1, longest, error=f"De 1 à {longest} caractères."))


class Strict(Schema):
    """Base: unknown fields are refused, and the document says what each field is."""

    error_messages = {  # noqa: RUF012  # as marshmallow has it
        "unknown": "Champ inconnu.",
        "type": "Un objet JSON est attendu.",
    }


class ConnexionIn(Strict):
    email = text(254)
    password = text(256)
    compte = Text(
        load_default="normal",
        validate=validate.OneOf(["normal", "procuration"], error="normal ou procuration."),
        metadata={"description": "procuration : le compte d’un mandataire (PRC-3)"},
    )


class PersonneOut(Strict):
    intern_id = fields.String(required=True, metadata={"description": "L’interne, aussi pour son mandataire"})
    nom = fields.String(required=True, metadata={"description": "Prénom et nom, tels qu’affichés"})
    mandataire = fields.Boolean(
        required=True, metadata={"description": "C’est le mandataire de cet interne (PRC-5)"}
    )


class MandataireOut(Strict):
    email = fields.String(required=True)
    etat = fields.String(required=True, metadata={"description": "envoyee, active"})


class PassageOut(Strict):
    rang_appel = fields.Integer(required=True)
    etat = fields.String(required=True, metadata={"description": "en_attente, tour, a_choisi, absent…"})
    numero = fields.Integer(allow_none=True, metadata={"description": "Poste choisi"})
    des = fields.String(required=True)
    session = fields.Integer(allow_none=True)
    devant = fields.Integer(required=True, metadata={"description": "Internes qui passent avant"})
    ordre_verifie = fields.Boolean(required=True)
    type_choix = fields.String(
        required=True, metadata={"description": "classique, surnombre_validant, surnombre_non_validant"}
    )
    peut_choisir = fields.Boolean(
        required=True, metadata={"description": "L’appelant est qui peut choisir : interne ou mandataire"}
    )
    procuration = fields.Nested(
        MandataireOut, allow_none=True, metadata={"description": "Celle que l’interne a donnée"}
    )
    absence_motif = fields.String(allow_none=True, metadata={"description": "D’une absence prévue"})
    retours = fields.Integer(required=True, metadata={"description": "Retours déjà utilisés"})
    retour_possible = fields.Boolean(required=True)
    estimation_de = fields.String(allow_none=True)
    estimation_a = fields.String(allow_none=True)


class AmphiOut(Strict):
    amphi_id = fields.String(required=True)
    code = fields.String(required=True)
    libelle = fields.String(required=True)
    semestre = fields.String(required=True)
    groupe = fields.String(required=True)
    formation = fields.String(required=True)
    regimes = fields.List(fields.String(), required=True)
    offer_id = fields.String(required=True)
    etat = fields.String(required=True)
    favoris_a = fields.String(allow_none=True)
    debut_a = fields.String(allow_none=True)
    fin_a = fields.String(allow_none=True)
    internes = fields.Integer(required=True)
    seq = fields.Integer(required=True)


class AmphisOut(Strict):
    amphis = fields.List(fields.Nested(AmphiOut), required=True)


class AmphisIn(Strict):
    semestre = Text(
        load_default="",
        validate=validate.Regexp(r"([0-9]{6})?\Z", error="Le mois et l’année, comme 052027."),
    )


class MonAmphiOut(Strict):
    amphi = fields.Nested(AmphiOut, required=True)
    rang_appel = fields.Integer(required=True)
    etat = fields.String(required=True)


class MoiOut(Strict):
    personne = fields.Nested(PersonneOut, required=True)
    amphis = fields.List(fields.Nested(MonAmphiOut), required=True)


class SuiteIn(Strict):
    apres = Whole(0, 2**53, load_default=None, allow_none=True)
    version = Whole(0, 2**53, load_default=None, allow_none=True)


class SuiteOut(Strict):
    """As on the live channel: for each board a `snapshot` or the `deltas` since the number asked."""

    now = fields.Integer(required=True, metadata={"description": "Heure du serveur, en millisecondes"})
    amphi = fields.Dict(keys=fields.String(), required=True)
    offre = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "null : l’offre est inaccessible pour l’instant ; à redemander"},
    )
    rangs = fields.List(fields.Integer(), required=True, metadata={"description": "Rangs connectés"})
    compte = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Compte connecté ; vide : aucun ; null : inconnu pour l’instant"},
    )


class TableauOut(Strict):
    number = fields.Integer(required=True)
    state = fields.Dict(keys=fields.String(), required=True)
    names = fields.Dict(keys=fields.String(), values=fields.String())


class ImageOut(Strict):
    seq = fields.Integer(required=True)
    a = fields.Integer(required=True, metadata={"description": "Instant de la décision, en millisecondes"})
    type = fields.String(required=True)
    amphi = fields.Dict(keys=fields.String(), required=True, metadata={"description": "Ce qui a changé"})
    offre = fields.Dict(keys=fields.String(), required=True)


class FilmOut(Strict):
    amphi = fields.Dict(keys=fields.String(), required=True, metadata={"description": "Le tableau au début"})
    offre = fields.Dict(keys=fields.String(), required=True)
    images = fields.List(fields.Nested(ImageOut), required=True)
    names = fields.Dict(keys=fields.String(), values=fields.String())


class FavoriOut(Strict):
    id = fields.String(required=True)
    position = fields.Integer(required=True)
    imotep = fields.String(allow_none=True, metadata={"description": "Tout un service"})
    numero = fields.Integer(allow_none=True, metadata={"description": "Un seul poste"})


class FavorisOut(Strict):
    favoris = fields.List(fields.Nested(FavoriOut), required=True)


class FavoriIn(Strict):
    imotep = Text(validate=validate.Regexp(r"[0-9]{1,8}\Z", error="Un numéro de service a huit chiffres."))
    numero = Whole(1, LARGEST, strict=True)

    @validates_schema
    def one_target(self, data: dict[str, Any], **_options: Any) -> None:
        """A ward or a post, not both."""
        if ("imotep" in data) == ("numero" in data):
            raise ValidationError("Donnez imotep (un service) ou numero (un poste).", "imotep")


class PositionIn(Strict):
    position = Whole(1, 100_000, required=True, strict=True)


class ChoixIn(Strict):
    numero = Whole(1, LARGEST, required=True, strict=True)


class VideIn(Strict):
    """Nothing: an empty object."""


class ChoixOut(Strict):
    numero = fields.Integer(required=True)
    seq = fields.Integer(required=True, metadata={"description": "Numéro de la décision dans l’amphi"})
    hash = fields.String(required=True)
    recu_a = fields.String(required=True, metadata={"description": "Quand le serveur a reçu le choix"})
    recu = fields.String(required=True, metadata={"description": "Le reçu signé (docs/record.md)"})


class RecuOut(Strict):
    recu = fields.String(required=True, metadata={"description": "Le reçu signé ; vide : aucun poste"})


class DecisionOut(Strict):
    seq = fields.Integer(required=True)


class CleIn(Schema):
    """The client's idempotency key: the same for every retry of one command (G-3)."""

    key = Text(
        required=True,
        data_key="Idempotency-Key",
        validate=validate.Regexp(r"[0-9A-Za-z_-]{8,64}\Z", error="8 à 64 lettres, chiffres, - ou _."),
    )

    class Meta:
        unknown = "exclude"
