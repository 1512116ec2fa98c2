// Who may take which post (CHX-1…5, CHX-9): a hint on screen, the server judges.
// The same cases run through this file and the server's own rule: tests/contract/chx_cases.json.

const TEXTS = {
  poste_hors_offre: "Hors de l’offre de votre amphi",
  poste_non_publie: "Retiré de l’offre",
  poste_pourvu: "Pourvu",
  poste_pris_devant: "Pris par un interne mieux classé",
  pris_ailleurs: "Pris dans un autre amphi du groupe",
  poste_reserve: "Réservé à un autre DES",
  surnombres_complets: "Plus de surnombre admis dans ce service",
};

/**
 * The code of the reason why this post is closed to this intern in this amphi, or null.
 * `surnombres`: how many the whole ward has already, of both kinds (CHX-5).
 */
export function closedTo(interne, poste, amphi, surnombres = 0) {
  if (!offeredIn(poste, amphi)) return "poste_hors_offre";
  if (!poste.publie) return "poste_non_publie";
  const held = heldAgainst(interne, poste, amphi);
  if (held) return held;
  if (poste.reserve && poste.des !== interne.des) return "poste_reserve";
  if (inSurnombre(interne.type_choix) && amphi.surnombres_max != null && surnombres >= amphi.surnombres_max) return "surnombres_complets";
  return null;
}

/** Whether the holder is in the way: always, never (CHX-3), or unless ranked behind in this very amphi (CHX-4, CHX-9). */
function heldAgainst(interne, poste, amphi) {
  if (!poste.pourvu || interne.type_choix === "surnombre_non_validant") return null;
  if (interne.type_choix !== "surnombre_validant") return "poste_pourvu";
  const behind = poste.amphi === amphi.amphi_id && poste.rang > interne.rang;
  return behind ? null : "poste_pris_devant";
}

function offeredIn(poste, amphi) {
  return poste.offer_id === amphi.offer_id && inRegimes(poste, amphi);
}

/** Whether a post of the amphi's stock is of its offer: other amphis of the groupe may share the stock (CHX-9). */
export function inRegimes(poste, amphi) {
  return poste.regimes.some((regime) => amphi.regimes.includes(regime));
}

function inSurnombre(typeChoix) {
  return (typeChoix ?? "classique") !== "classique";
}

export function reasonText(code) {
  return TEXTS[code];
}

/** In words for this very post: who holds it in another amphi of the groupe is said (CHX-9). */
export function reasonFor(code, poste, amphi) {
  const elsewhere = poste.pourvu && poste.amphi && poste.amphi !== amphi.amphi_id;
  return elsewhere && ["poste_pourvu", "poste_pris_devant"].includes(code) ? TEXTS.pris_ailleurs : TEXTS[code];
}
