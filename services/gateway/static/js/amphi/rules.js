// Who may take which post, for a classique choice (CHX-1, CHX-2, CHX-9): a hint on screen, the server judges.
// The same cases run through this file and the server's own rule: tests/contract/chx_cases.json.

const TEXTS = {
  poste_hors_offre: "Hors de l’offre de votre amphi",
  poste_non_publie: "Non publié",
  poste_pourvu: "Pourvu",
  poste_reserve: "Réservé à un autre DES",
};

/** The code of the reason why this post is closed to this intern in this amphi, or null. */
export function closedTo(interne, poste, amphi) {
  if (!offeredIn(poste, amphi)) return "poste_hors_offre";
  if (!poste.publie) return "poste_non_publie";
  if (poste.pourvu) return "poste_pourvu";
  if (poste.reserve && poste.des !== interne.des) return "poste_reserve";
  return null;
}

export function offeredIn(poste, amphi) {
  return poste.offer_id === amphi.offer_id && poste.regimes.some((regime) => amphi.regimes.includes(regime));
}

export function reasonText(code) {
  return TEXTS[code];
}
