// One intern of the roster: rank, name, whether present, how the passage stands, the post taken (TRN-1).
import { h, say } from "./dom.js";
import { CHOIX, stateText } from "./words.js";

export class RosterRow {
  #rang;
  #context;
  #parts = Object.fromEntries(["name", "dot", "state", "rights", "post"].map((part) => [part, h("span", part === "name" ? {} : { class: `row-${part}` })]));

  /** `context`: board, offer, me (or null), isPresent(rang). */
  constructor(rang, context) {
    this.#rang = rang;
    this.#context = context;
    const { name, ...others } = this.#parts;
    const mine = rang === context.me?.rang;
    this.element = h(
      "li",
      { class: `row-intern${mine ? " row-me" : ""}`, tabindex: "-1" },
      h("span", { class: "row-rank dci-num" }, `#${rang}`),
      h("span", { class: "row-name" }, name, mine ? this.#mineTag() : null),
      ...Object.values(others),
    );
    this.update();
  }

  update() {
    const { board, isPresent } = this.#context;
    const { name, dot, state, rights, post } = this.#parts;
    const passage = board.section("passages")[this.#rang];
    const waits = ["en_attente", "tour", "en_retard"].includes(passage.etat);
    this.element.classList.toggle("row-current", passage.etat === "tour");
    if (passage.etat === "tour") this.element.setAttribute("aria-current", "true");
    else this.element.removeAttribute("aria-current");
    say(name, board.names[this.#rang] ?? "");
    say(dot, isPresent(this.#rang) && waits ? (passage.procuration ? "mandataire présent" : "présent") : "");
    say(state, stateText(passage, board.section("amphi")));
    say(rights, waits ? [CHOIX[passage.choix], passage.procuration ? "par procuration" : ""].filter(Boolean).join(", ") : "");
    say(post, passage.numero ? `→ ${this.#describe(passage.numero)}` : "");
  }

  #mineTag() {
    return h("span", { class: "dci-tag dci-tag-good" }, this.#context.me.mandataire ? "vous choisissez" : "vous");
  }

  #describe(numero) {
    const poste = this.#context.offer.section("postes")[numero];
    const service = poste && this.#context.offer.section("services")[poste.imotep];
    return service ? `${service.etablissement} – ${service.service}, n°\u00a0${numero}` : `poste n°\u00a0${numero}`;
  }
}
