// The intern's reminder of a procuration given: to whom, whether it is accepted, and how to take it back (PRC-1, PRC-4).
import { say } from "./dom.js";

export class ProxyBox {
  #root;
  #me;
  #mine;

  constructor(root, { board, me }, mine) {
    this.#root = root;
    this.#me = me;
    this.#mine = mine;
    board.addEventListener("change", () => this.#paint());
    mine.addEventListener("change", () => this.#paint());
  }

  #paint() {
    const { procuration } = this.#mine.details;
    this.#root.hidden = !this.#me.passage.procuration;
    say(this.#root.querySelector("[data-proxy-email]"), procuration?.email ?? "votre mandataire");
    say(this.#root.querySelector("[data-proxy-state]"), procuration?.etat === "envoyee" ? ", qui n’a pas encore accepté" : "");
  }
}
