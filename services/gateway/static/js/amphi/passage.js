// What each client derives for itself from the board (LIV-1): whose turn it is, how many are ahead of me.

/** Everybody who waits, in the order of their turns: those put back by rank, then the others by rank (ENG-1). */
export function queue(passages) {
  const inState = (etat) => Object.keys(passages).map(Number).filter((rang) => passages[rang].etat === etat).sort((a, b) => a - b);
  return [...inState("en_retard"), ...inState("en_attente")];
}

/** How many pass before this rank, the current turn included; null for who is not waiting. */
export function aheadOf(rang, passages, tour) {
  const place = queue(passages).indexOf(rang);
  if (place < 0) return null;
  return place + (tour.turn_id ? 1 : 0);
}

/**
 * Where I stand: « tour », « bientot » (4 or fewer ahead, TRN-2), « attente », or how my passage ended.
 * `acts`: whether who looks is who may choose (ENG-6).
 */
export function standing(rang, board, { acts = true } = {}) {
  const passages = board.section("passages");
  const passage = passages[rang];
  if (!passage) return { state: "spectateur", acts: false };
  const tour = board.section("tour");
  if (tour.turn_id && tour.rang === rang) return { state: "tour", acts, passage };
  const ahead = aheadOf(rang, passages, tour);
  if (ahead === null) return { state: passage.etat, numero: passage.numero, acts, passage };
  const running = ["en_cours", "en_pause"].includes(board.section("amphi").etat);
  return { state: running && ahead <= 4 ? "bientot" : "attente", ahead, late: passage.etat === "en_retard", acts, passage };
}

/** Whether time runs: neither paused nor frozen (ENG-4). */
export function timeRuns(amphi) {
  return amphi.etat === "en_cours" && !amphi.gele;
}
