// Where an amphi stands while it runs and nobody's turn does: its last minutes, or between two of its sessions (ENG-7).

/**
 * « fin »: the absent may still come back, until `at`; « sessions »: the next one, `number`, is planned `at`; « passages »: a moment.
 * null where a turn runs, or the amphi does not.
 */
export function between({ amphi, tour, sessions }) {
  if (amphi.etat !== "en_cours" || tour.turn_id) return null;
  if (amphi.fin_a) return { what: "fin", at: amphi.fin_a };
  const next = nextSession(sessions);
  return next && !Object.values(sessions).some(({ etat }) => etat === "en_cours") ? { what: "sessions", ...next } : { what: "passages" };
}

/** The first session that has not begun: its number and its planned time; null where there is none. */
export function nextSession(sessions) {
  const numbers = Object.keys(sessions).map(Number).filter((number) => sessions[number].etat === "prevue");
  if (!numbers.length) return null;
  const number = Math.min(...numbers);
  return { number, at: sessions[number].debut };
}
