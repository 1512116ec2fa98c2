// Instants in Paris time, whatever the device's own, in the words of the server (chassis/web/formats.py).

const HOUR = format({ hour: "numeric", minute: "2-digit", hourCycle: "h23" });
const DAY = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });

function format(options) {
  return new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", ...options });
}

/** « 9 h 05 » of an instant in milliseconds. */
export function clockTime(instant) {
  const { hour, minute } = parts(HOUR, instant);
  return `${Number(hour)}\u00a0h\u00a0${minute}`;
}

/** « à 9 h 05 » today, else « lundi 23 novembre 2026 à 9 h 05 ». */
export function when(instant, now) {
  return `${dayUnlessToday(instant, now)} à ${clockTime(instant)}`.trim();
}

/** « entre 9 h 05 et 9 h 12 », with the day where it is not today. */
export function range(from, to, now) {
  return `${dayUnlessToday(from, now)} entre ${clockTime(from)} et ${clockTime(to)}`.trim();
}

function dayUnlessToday(instant, now) {
  if (DAY.format(instant) === DAY.format(now)) return "";
  const { weekday, day, month, year } = parts(DAY, instant);
  return `${weekday} ${day === "1" ? "1er" : day}\u00a0${month} ${year}`;
}

function parts(format, instant) {
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
}
