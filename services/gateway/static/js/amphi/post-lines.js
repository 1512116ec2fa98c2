// Posts on their lines, by number, in the offer and in the favourites.
import { h } from "./dom.js";
import { PostLine } from "./post-line.js";
import { SteadyList } from "./steady.js";

export class PostLines {
  element = h("ul", { class: "posts" });
  #lines;

  constructor(context) {
    this.#lines = new SteadyList(this.element, (poste) => new PostLine(poste, context));
  }

  show(postes) {
    this.#lines.show([...postes].sort((a, b) => a.numero - b.numero).map((poste) => [poste.numero, poste]));
  }

  refresh() {
    for (const line of this.#lines.values()) line.refresh();
  }
}

/** What is offered, and what was shown but is not offered any more: its line stays, and says so (ADM-8). */
export function withWithdrawn(offered, shown) {
  const numeros = new Set(offered.map(({ numero }) => numero));
  return [...offered, ...shown.filter(({ numero }) => !numeros.has(numero)).map((poste) => ({ ...poste, publie: false }))];
}
