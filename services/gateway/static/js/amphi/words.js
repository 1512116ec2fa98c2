// States and types de choix in the words that everybody reads, and what each type allows (STA-1, CHX-3, CHX-4).

export const CHOIX = {
  classique: "classique",
  surnombre_validant: "surnombre validant",
  surnombre_non_validant: "surnombre non validant",
};

export const CHOIX_MEANS = {
  classique: "",
  surnombre_validant: "Vous pouvez prendre un poste libre, ou déjà pris par un interne classé derrière vous. Il reste aux autres.",
  surnombre_non_validant: "Vous pouvez prendre tout poste de l’offre, libre ou déjà pris. Il reste aux autres.",
};

const STATES = {
  en_attente: "en attente",
  tour: "choisit",
  a_choisi: "a choisi",
  absent: "absent",
  n_a_pas_choisi: "n’a pas choisi",
  absence_prevue: "absence prévue",
  en_retard: "en retard, passe bientôt",
  affecte: "affecté par l’ARS",
};

/** One line of the roster: « a choisi, en surnombre validant », « absent, revient en se connectant ». */
export function stateText(passage, amphi) {
  const state = STATES[passage.etat] ?? "";
  if (passage.etat === "a_choisi") return passage.choix ? `${state}, en ${CHOIX[passage.choix]}` : state;
  if (passage.etat === "absent" && ["en_cours", "en_pause"].includes(amphi.etat)) return `${state}, ${comingBack(passage, amphi)}`;
  return state;
}

function comingBack(passage, amphi) {
  if (!returnsLeft(passage, amphi)) return "sans retour possible";
  return passage.bouton ? "revient à sa demande" : "revient en se connectant";
}

/** « 3 possibles », « 2 sur 3 encore possibles » (ENG-5). */
export function returnsText(passage, amphi) {
  const left = returnsLeft(passage, amphi);
  if (!passage.retours) return left ? `${left} possible${left > 1 ? "s" : ""}` : "aucun";
  return left ? `${left} sur ${amphi.retours_max} encore possible${left > 1 ? "s" : ""}` : "tous utilisés";
}

export function returnsLeft(passage, amphi) {
  return Math.max(0, (amphi.retours_max ?? 0) - (passage.retours ?? 0));
}
