// How much of a turn is left, and how it is written.

/** Seconds left of a turn: by its deadline where time runs, by what was left where it stands; null without a turn. */
export function secondsLeft(tour, now) {
  if (!tour?.turn_id) return null;
  if (tour.reste_ms != null) return secondsTo(tour.reste_ms, 0);
  return tour.fin_a == null ? null : secondsTo(tour.fin_a, now);
}

/** Whole seconds from one instant in milliseconds to another; none where it is over. */
export function secondsTo(end, now) {
  return Math.max(0, Math.ceil((end - now) / 1000));
}

/** « 1 min 30 s », « 59 s ». */
export function spoken(seconds) {
  if (seconds === null) return "—";
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (!minutes) return `${rest}\u00a0s`;
  return rest ? `${minutes}\u00a0min\u00a0${String(rest).padStart(2, "0")}\u00a0s` : `${minutes}\u00a0min`;
}

/** For a dial: « 87 s », « 2:05 ». */
export function dial(seconds) {
  if (seconds === null) return "—";
  if (seconds < 100) return `${seconds}\u00a0s`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Whether a screen reader should be told this second: every half minute, then 10 s, then each of the last five. */
export function worthSaying(seconds) {
  return seconds !== null && (seconds <= 5 || seconds === 10 || (seconds > 0 && seconds % 30 === 0));
}
