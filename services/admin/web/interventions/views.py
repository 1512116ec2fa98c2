"""The addresses of this topic, beside those of the control room."""

from flask import Blueprint

from services.admin.web.interventions.corrections import corriger, etape_correction
from services.admin.web.interventions.dictation import dicter
from services.admin.web.interventions.liste import liste
from services.admin.web.interventions.placements import affecter, retirer_affectation
from services.admin.web.interventions.rights import procuration, type_choix

BOTH = ["GET", "POST"]

interventions = Blueprint("interventions", __name__, url_prefix="/regie/<uuid:amphi_id>")
interventions.get("/interventions")(liste)
interventions.route("/dicter", methods=BOTH)(dicter)
interventions.route("/type-de-choix", methods=BOTH)(type_choix)
interventions.route("/procuration", methods=BOTH)(procuration)
interventions.route("/affecter", methods=BOTH)(affecter)
interventions.route("/affectations/<uuid:placement_id>/retirer", methods=BOTH)(retirer_affectation)
interventions.route("/corriger", methods=BOTH)(corriger)
interventions.route("/corrections/<uuid:correction_id>/<step>", methods=BOTH)(etape_correction)
