// Tells a screen reader what changed in the rooms on screen: whose turn begins, why time stands, the end (ADM-9).

export class Announcer {
  #line;
  #rooms;
  #known;

  /** `line`: a polite status outside of what moves; `rooms`: elements with `data-room`, `data-temps`, `data-tour`. */
  constructor(line, rooms) {
    this.#line = line;
    this.#rooms = rooms;
    this.#known = this.#read();
  }

  /** Looks again: what is as it was is not told. */
  look() {
    const known = this.#known;
    this.#known = this.#read();
    const news = [...this.#known].flatMap(([room, now]) => changes(known.get(room), now));
    for (const [room, { nom }] of known) if (nom && !this.#known.has(room)) news.push(`${nom} n’est plus en cours.`);
    if (news.length > 0) this.#line.textContent = news.join(" ");
  }

  #read() {
    return new Map([...this.#rooms()].map(({ dataset }) => [dataset.room, { ...dataset }]));
  }
}

/** The name of a room is told where there are several. */
function changes(before = {}, { nom, temps, tour }) {
  const news = [];
  if (temps !== before.temps) news.push(temps);
  if (tour !== before.tour) news.push(tour);
  return news.filter(Boolean).map((text) => (nom ? `${nom} : ${text}` : text));
}
