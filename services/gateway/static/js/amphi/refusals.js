// What is still possible after a refused choice: another post, this one again, or nothing in this turn (TRN-4).

const OTHER = new Set(["poste_pourvu", "poste_pris_devant", "poste_reserve", "poste_non_publie", "poste_hors_offre", "surnombres_complets"]);
const AGAIN = new Set(["amphi_en_pause", "amphi_gele", "procuration_donnee", "amphi_pas_commence", "autre_demande"]);

/** « autre », « encore » (once it is possible) or « fini ». */
export function after(code) {
  if (OTHER.has(code)) return "autre";
  return AGAIN.has(code) ? "encore" : "fini";
}

/** What follows the server's own words. */
export function whatNext(code) {
  return after(code) === "encore" ? " Ce poste reste sélectionné : vous pourrez le confirmer dès que c’est possible." : "";
}

/** Why the answer takes its time, while the same demand is sent again (G-3). `code`: null where nothing came back. */
export function waitingText(code) {
  if (code === "reponse_attendue") return "Votre choix est reçu et votre temps est arrêté ; la réponse se fait attendre. Ne quittez pas la page.";
  if (code === "autre_choix_attendu") return "Un autre choix a déjà été envoyé pour vous, et sa réponse se fait attendre. Celui-ci n’est pas encore reçu : il repart tout seul. Ne quittez pas la page.";
  if (code === null) return "La connexion est coupée : votre choix repart tout seul dès qu’elle revient, et ne compte qu’une fois.";
  return "Le service tarde à répondre : votre choix est redemandé, et ne compte qu’une fois. Ne quittez pas la page.";
}

/** The same of any other command. */
export function askedAgainText(code) {
  if (code === null) return "La connexion est coupée : votre demande repart d’elle-même dès qu’elle revient, et ne compte qu’une fois.";
  return "Le service tarde à répondre : votre demande est renvoyée, et ne compte qu’une fois.";
}
