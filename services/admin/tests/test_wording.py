"""Every decision in words (ENG-8, ADM-9)."""

import json
from typing import Any

import pytest

from dci.session.v1.session_pb2 import Decision
from services.admin.tests import campaign
from services.admin.web.regie.wording import entry_of

NAMES = {"87": "Mehdi MARTIN"}
MEHDI = {"rang_appel": 87}

SAID = [
    ("validated", {"interns": [1, 2], "slices": [1], "list_version": 4},
     "Amphi validé : 2 internes, 1 session, liste d’appel version 4."),
    ("back_to_draft", {}, "Amphi repassé en brouillon."),
    ("opened", {}, "Les favoris sont ouverts."),
    ("slice_started", {"number": 1}, "La 1re session démarre."),
    ("slice_ended", {"number": 2}, "La 2e session est terminée."),
    ("start_undone", {}, "Démarrage annulé : tout le monde attend de nouveau son tour."),
    ("turn_announced", MEHDI | {"seen": True}, "C’est le tour du n° 87 Mehdi MARTIN."),
    ("turn_announced", MEHDI | {"seen": False}, "C’est le tour du n° 87 Mehdi MARTIN. N’est pas connecté."),
    ("holder_seen", MEHDI, "N° 87 Mehdi MARTIN est connecté."),
    ("chosen", MEHDI | {"numero": 2942, "took_us": 41_900_000},
     "N° 87 Mehdi MARTIN choisit le poste n° 2942, en 41 s."),
    ("choice_refused", MEHDI | {"numero": 2942, "reason": "poste_pourvu"},
     "N° 87 Mehdi MARTIN demande le poste n° 2942 : il vient d’être pris."
     " Le temps passé à vérifier lui est rendu."),
    ("turn_missed", MEHDI | {"outcome": "absent", "cause": "temps_ecoule", "took_us": 90_000_000},
     "N° 87 Mehdi MARTIN : absent, jamais vu pendant son tour, après 1 min 30 s."),
    ("turn_missed", MEHDI | {"outcome": "absent", "cause": "ars", "button_only": True, "took_us": 5_000_000},
     "N° 87 Mehdi MARTIN : noté absent, après 5 s. Ne reviendra que par le bouton."),
    ("turn_missed", MEHDI | {"outcome": "n_a_pas_choisi", "cause": "temps_ecoule", "took_us": 120_000_000},
     "N° 87 Mehdi MARTIN : n’a pas choisi à temps, après 2 min."),
    ("turn_missed", MEHDI | {"outcome": "n_a_pas_choisi", "cause": "ars", "took_us": 1_000_000},
     "N° 87 Mehdi MARTIN : passé sans choix, après 1 s."),
    ("turn_missed", MEHDI | {"outcome": "n_a_pas_choisi", "cause": "renonce", "took_us": 1_000_000},
     "N° 87 Mehdi MARTIN : renonce à son tour, après 1 s."),
    ("put_back", MEHDI | {"by": "connexion"},
     "N° 87 Mehdi MARTIN s’est connecté et passe juste après le tour en cours."),
    ("put_back", MEHDI | {"by": "bouton"},
     "N° 87 Mehdi MARTIN a demandé à passer et passe juste après le tour en cours."),
    ("put_back", MEHDI | {"by": "ars"},
     "N° 87 Mehdi MARTIN est remis dans la file et passe juste après le tour en cours."),
    ("absence_set", MEHDI | {"absent": True}, "N° 87 Mehdi MARTIN : absence prévue enregistrée."),
    ("absence_set", MEHDI | {"absent": False}, "N° 87 Mehdi MARTIN : absence prévue retirée."),
    ("chosen", MEHDI | {"numero": 2942, "took_us": 9_000_000, "type_choix": "surnombre_validant"},
     "N° 87 Mehdi MARTIN choisit le poste n° 2942 en surnombre validant, en 9 s."),
    ("chosen", MEHDI | {"numero": 2942, "took_us": 9_000_000, "par": "ars"},
     "N° 87 Mehdi MARTIN choisit le poste n° 2942, en 9 s, dicté par téléphone."),
    ("chosen", MEHDI | {"numero": 2942, "took_us": 9_000_000, "par": "mandataire"},
     "N° 87 Mehdi MARTIN choisit le poste n° 2942, en 9 s, par procuration."),
    ("choice_refused", MEHDI | {"numero": 2942, "reason": "surnombres_complets"},
     "N° 87 Mehdi MARTIN demande le poste n° 2942 : ce service a tous les surnombres admis."
     " Le temps passé à vérifier lui est rendu."),
    ("type_choix_set", MEHDI | {"type_choix": "surnombre_non_validant"},
     "N° 87 Mehdi MARTIN choisit désormais en surnombre non validant."),
    ("procuration_set", MEHDI | {"procuration": True, "mandataire_id": None},
     "N° 87 Mehdi MARTIN : procuration donnée, pas encore acceptée ; personne ne peut choisir."),
    ("procuration_set", MEHDI | {"procuration": True, "mandataire_id": "m"},
     "N° 87 Mehdi MARTIN : procuration active, seul le mandataire peut choisir."),
    ("procuration_set", MEHDI | {"procuration": False, "mandataire_id": None},
     "N° 87 Mehdi MARTIN : procuration terminée, l’interne peut choisir."),
    ("placed", MEHDI | {"numero": 2942, "reason_hash": "h"},
     "N° 87 Mehdi MARTIN est affecté par l’ARS au poste n° 2942."),
    ("placement_refused", MEHDI | {"numero": 2942, "reason": "poste_pourvu"},
     "N° 87 Mehdi MARTIN : pas affecté au poste n° 2942, il vient d’être pris."),
    ("corrected",
     {"lines": [MEHDI | {"before": 2942, "numero": 2950}, {"rang_appel": 9, "before": 1, "numero": 2}]},
     "Correction approuvée par deux personnes : n° 87 Mehdi MARTIN du poste n° 2942 au poste n° 2950 ;"
     " n° 9 du poste n° 1 au poste n° 2."),
    ("corrected",
     {"lines": [MEHDI | {"amphi_id": "a", "before": 1, "numero": 2},
                MEHDI | {"amphi_id": "another", "before": 2, "numero": 1}]},
     "Correction approuvée par deux personnes : n° 87 Mehdi MARTIN du poste n° 1 au poste n° 2 ;"
     " n° 87 d’un autre amphi du poste n° 2 au poste n° 1."),
    ("correction_refused", {"reason": "autre_affectation"},
     "Correction refusée, rien n’a changé : une affectation a changé entre-temps."),
    ("paused", {"reason_hash": None, "stopped_since": "x"},
     "Pause après un arrêt du service : le temps perdu est rendu, l’amphi attend que vous repreniez."),
    ("resumed", {"full_time": True}, "Reprise, avec tout son temps."),
    ("resumed", {"full_time": False, "stopped_since": "x"},
     "Reprise, avec le temps qui restait. Le temps reste arrêté : les postes sont inaccessibles."),
    ("frozen", {}, "Les postes ne répondent plus : le temps est arrêté, personne ne perd son tour."),
    ("thawed", {}, "Les postes répondent de nouveau. Le temps repart."),
    ("thawed", {"stopped_since": "x"}, "Les postes répondent de nouveau. L’amphi reste en pause."),
    ("reprise", {"gap_us": 4_200_000}, "Le système a été arrêté 4 s : ce temps est rendu."),
    ("time_added", MEHDI | {"extra_us": 60_000_000}, "1 min de plus pour le n° 87 Mehdi MARTIN."),
    ("closing", {}, "Tout le monde a été appelé : les absents ont encore un délai pour revenir."),
    ("ended", {}, "L’amphi est terminé."),
    ("inconnu", {}, "Décision « inconnu »."),
]  # fmt: skip


@pytest.mark.rule("ADM-9")
@pytest.mark.parametrize(("kind", "payload", "text"), SAID)
def test_each_decision_says_what_it_did(kind: str, payload: dict[str, Any], text: str) -> None:
    decision = Decision(amphi_id="a", type=kind, payload=json.dumps(payload), actor="moteur")
    said = entry_of(decision, NAMES, campaign.ME)
    assert said.text.replace("\u00a0", " ") == text
    assert " :" not in said.text.replace("\u00a0", "")
    assert said.by == "automatique"


def test_a_pause_says_its_reason() -> None:
    said = entry_of(
        Decision(type="paused", text="panne de réseau", payload='{"reason_hash": "h"}'), NAMES, campaign.ME
    )
    assert said.text == "Pause. Motif\u00a0: «\u00a0panne de réseau\u00a0»."


@pytest.mark.parametrize(
    ("actor", "by"),
    [
        ("moteur", "automatique"),
        ("interne:87", "par l’interne n° 87"),
        ("mandataire:87", "par le mandataire du n° 87"),
        (f"ars:gestionnaire:{campaign.ME}", "par vous"),
        ("ars:administrateur:autre", "par l’ARS (administrateur)"),
    ],
)
def test_each_decision_says_who(actor: str, by: str) -> None:
    assert entry_of(Decision(type="ended", actor=actor), NAMES, campaign.ME).by == by
