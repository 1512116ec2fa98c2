"""States in words, with their look."""

from typing import Final

ETATS: Final = {
    "brouillon": ("brouillon", ""),
    "valide": ("validé", ""),
    "ouvert": ("favoris ouverts", "dci-tag-good"),
    "en_cours": ("en cours", "dci-tag-on"),
    "en_pause": ("en pause", "dci-tag-stop"),
    "termine": ("terminé", "dci-tag-off"),
}
PASSAGES: Final = {
    "en_attente": ("attend", ""),
    "tour": ("choisit", "dci-tag-on"),
    "a_choisi": ("a choisi", "dci-tag-good"),
    "absent": ("absent", "dci-tag-stop"),
    "n_a_pas_choisi": ("n’a pas choisi", "dci-tag-stop"),
    "absence_prevue": ("absence prévue", "dci-tag-off"),
    "affecte": ("affecté par l’ARS", "dci-tag-good"),
    "en_retard": ("remis dans la file", "dci-tag-on"),
}
