"""What the API takes and gives of types de choix and procurations."""

from marshmallow import fields, validate

from chassis.web.formats import TYPES_CHOIX
from services.gateway.api.v1.schemas import Strict, Text, text


class DemandeIn(Strict):
    type_choix = Text(
        required=True,
        validate=validate.OneOf(
            list(TYPES_CHOIX), error="classique, surnombre_validant ou surnombre_non_validant."
        ),
    )


class DemandeOut(Strict):
    type_choix = fields.String(required=True)
    etat = fields.String(required=True, metadata={"description": "en_cours, acceptee, refusee, annulee"})
    motif = fields.String(allow_none=True, metadata={"description": "D’un refus"})
    justificatifs_recus = fields.Boolean(required=True)
    demandee_a = fields.String(allow_none=True)
    decidee_a = fields.String(allow_none=True)


class TypeChoixOut(Strict):
    semestre = fields.String(allow_none=True)
    ouvert = fields.Boolean(required=True, metadata={"description": "Une demande peut être faite"})
    type_choix = fields.String(required=True)
    demandes = fields.List(fields.Nested(DemandeOut), required=True)


class ProcurationIn(Strict):
    email = text(254)
    telephone = text(30)


class ProcurationOut(Strict):
    email = fields.String(required=True)
    telephone = fields.String(required=True)
    semestre = fields.String(required=True)
    etat = fields.String(required=True, metadata={"description": "envoyee, active"})
    donnee_a = fields.String(allow_none=True)
    acceptee_a = fields.String(allow_none=True)


class MaProcurationOut(Strict):
    ouvert = fields.Boolean(required=True, metadata={"description": "Une procuration peut être donnée"})
    procuration = fields.Nested(ProcurationOut, allow_none=True)


class ProcurationDonneeOut(Strict):
    procuration = fields.Nested(ProcurationOut, required=True)
    pris_en_compte = fields.Boolean(
        required=True, metadata={"description": "Sinon : prend effet dès que l’amphi répond"}
    )


class EffetOut(Strict):
    pris_en_compte = fields.Boolean(
        required=True, metadata={"description": "Sinon : prend effet dès que l’amphi répond"}
    )


class OffreProcurationOut(Strict):
    prenom = fields.String(required=True, metadata={"description": "De l’interne"})
    nom = fields.String(required=True)
    email = fields.String(required=True, metadata={"description": "Du mandataire : son identifiant"})
    semestre = fields.String(required=True)


class AccepterIn(Strict):
    password = text(256)
    password_again = text(256)
