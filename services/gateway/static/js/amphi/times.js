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
  const { weekday, day, month, year } = parts(DAY, instant);
  if (DAY.format(instant) === DAY.format(now)) return `à ${clockTime(instant)}`;
  return `${weekday} ${day === "1" ? "1er" : day}\u00a0${month} ${year} à ${clockTime(instant)}`;
}

function parts(format, instant) {
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
}
