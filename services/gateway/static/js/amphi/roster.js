// The interns of the amphi, in their order: who is choosing (blue), me (green), what each one took (TRN-1).
import { touches } from "../../../../../chassis/live/static/js/board.js";
import { h, say } from "./dom.js";
import { CHOIX, stateText } from "./words.js";

export class Roster {
  #context;
  #list;
  #rows = new Map();
  #present = new Set();
  #all = false;
  #follow;

  /** `context`: board, offer, me (or null). */
  constructor(root, context) {
    this.#context = context;
    this.#list = root.querySelector("[data-roster-list]");
    this.#follow = root.querySelector("[data-roster-follow]");
    const scopes = [...root.querySelectorAll("[data-scope]")];
    for (const button of scopes) {
      button.addEventListener("click", () => {
        for (const each of scopes) each.setAttribute("aria-pressed", String(each === button));
        this.#all = button.dataset.scope === "toutes";
        this.render();
      });
    }
    root.querySelector("[data-roster-current]").addEventListener("click", () => this.#show(this.#current(), true));
    this.#follow.addEventListener("change", () => this.#followCurrent());
    context.board.addEventListener("change", ({ detail }) => this.#changed(detail));
    context.offer.addEventListener("change", ({ detail }) => this.#offerChanged(detail));
  }

  render() {
    const ranks = this.#ranks();
    this.#rows = new Map(ranks.map((rang) => [rang, this.#row(rang)]));
    this.#list.replaceChildren(...[...this.#rows.values()].map((row) => row.element));
    for (const rang of ranks) this.#paint(rang);
    this.#followCurrent();
  }

  /** Who has a live connection now (LIV-3). */
  setPresent(ranks) {
    const before = this.#present;
    this.#present = new Set(ranks.map(Number));
    for (const rang of new Set([...before, ...this.#present])) if (this.#rows.has(rang)) this.#paint(rang);
  }

  #ranks() {
    const ranks = Object.keys(this.#context.board.section("passages")).map(Number).sort((a, b) => a - b);
    const slice = this.#all ? null : this.#slice();
    return slice ? ranks.filter((rang) => rang >= slice.premier && rang <= slice.dernier) : ranks;
  }

  #slice() {
    const slices = Object.values(this.#context.board.section("sessions"));
    const rang = this.#context.me?.rang ?? this.#current();
    const inState = (state) => slices.find(({ etat }) => etat === state);
    return slices.find((slice) => rang >= slice.premier && rang <= slice.dernier) ?? inState("en_cours") ?? inState("prevue") ?? slices.at(-1);
  }

  #current() {
    const tour = this.#context.board.section("tour");
    return tour.turn_id ? tour.rang : null;
  }

  #row(rang) {
    const mine = rang === this.#context.me?.rang;
    const name = this.#context.board.names[rang] ?? "";
    const state = h("span", { class: "row-state" });
    const post = h("span", { class: "row-post" });
    const dot = h("span", { class: "row-dot" });
    const rights = h("span", { class: "row-rights" });
    const element = h("li", { class: `row-intern${mine ? " row-me" : ""}`, tabindex: "-1" }, h("span", { class: "row-rank dci-num" }, `#${rang}`), h("span", { class: "row-name" }, name, mine ? this.#mineTag() : null), dot, state, rights, post);
    return { element, state, post, dot, rights };
  }

  #mineTag() {
    return h("span", { class: "dci-tag dci-tag-good" }, this.#context.me.mandataire ? "vous choisissez" : "vous");
  }

  #paint(rang) {
    const { element, state, post, dot, rights } = this.#rows.get(rang);
    const passage = this.#context.board.section("passages")[rang];
    if (!passage) return;
    const here = this.#present.has(rang);
    const waits = ["en_attente", "tour", "en_retard"].includes(passage.etat);
    element.classList.toggle("row-current", passage.etat === "tour");
    if (passage.etat === "tour") element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
    say(state, stateText(passage, this.#context.board.section("amphi")));
    say(rights, waits ? [CHOIX[passage.choix], passage.procuration ? "par procuration" : ""].filter(Boolean).join(", ") : "");
    say(post, passage.numero ? `→ ${this.#describe(passage.numero)}` : "");
    say(dot, here && waits ? (passage.procuration ? "mandataire présent" : "présent") : "");
  }

  #describe(numero) {
    const poste = this.#context.offer.section("postes")[numero];
    const service = poste && this.#context.offer.section("services")[poste.imotep];
    return service ? `${service.etablissement} – ${service.service}, n°\u00a0${numero}` : `poste n°\u00a0${numero}`;
  }

  #changed(changes) {
    if (changes === null || touches(changes, "sessions")) return this.render();
    const before = this.#rows.size;
    for (const rang of Object.keys(changes.passages ?? {}).map(Number)) {
      if (this.#rows.has(rang)) this.#paint(rang);
    }
    if (!before) this.render();
    if (touches(changes, "tour")) this.#turnChanged();
  }

  #turnChanged() {
    if (!this.#all && !this.#context.me && this.#current() && !this.#rows.has(this.#current())) this.render();
    else this.#followCurrent();
  }

  #offerChanged(changes) {
    if (changes !== null) return;
    for (const rang of this.#rows.keys()) this.#paint(rang);
  }

  #followCurrent() {
    if (this.#follow.checked) this.#show(this.#current(), false);
  }

  #show(rang, focus) {
    const row = this.#rows.get(rang)?.element;
    if (!row) return;
    this.#list.scrollTop = row.offsetTop - this.#list.offsetTop - this.#list.clientHeight / 3;
    if (focus) row.focus({ preventScroll: true });
  }
}
