// The interns of the amphi, in their order: who is choosing (blue), me (green), what each one took (TRN-1).
import { touches } from "../../../../../chassis/live/static/js/board.js";
import { RosterRow } from "./roster-row.js";
import { SteadyList } from "./steady.js";

export class Roster {
  #context;
  #list;
  #rows;
  #present = new Set();
  #scopes;
  #all = false;
  #follow;

  /** `context`: board, offer, me (or null). */
  constructor(root, context) {
    this.#context = context;
    this.#list = root.querySelector("[data-roster-list]");
    this.#follow = root.querySelector("[data-roster-follow]");
    this.#scopes = [...root.querySelectorAll("[data-scope]")];
    const isPresent = (rang) => this.#present.has(rang);
    this.#rows = new SteadyList(this.#list, (rang) => new RosterRow(rang, { ...context, isPresent }));
    for (const button of this.#scopes) button.addEventListener("click", () => this.#widen(button.dataset.scope === "toutes"));
    root.querySelector("[data-roster-current]").addEventListener("click", () => this.#goToCurrent());
    this.#follow.addEventListener("change", () => this.#followCurrent());
    context.board.addEventListener("change", ({ detail }) => this.#changed(detail));
    context.offer.addEventListener("change", ({ detail }) => detail === null && this.#update());
  }

  /** Who has a live connection now (LIV-3). */
  setPresent(ranks) {
    const before = this.#present;
    this.#present = new Set(ranks.map(Number));
    this.#update([...before, ...this.#present]);
  }

  #render() {
    this.#rows.show(this.#ranks().map((rang) => [rang, rang]));
    this.#followCurrent();
  }

  #update(ranks = this.#rows.keys()) {
    for (const rang of ranks) this.#rows.get(rang)?.update();
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

  #changed(changes) {
    if (changes === null || touches(changes, "sessions") || !this.#rows.keys().length) return this.#render();
    if (touches(changes, "amphi")) this.#update();
    else this.#update(Object.keys(changes.passages ?? {}).map(Number));
    if (touches(changes, "tour")) this.#turnChanged();
  }

  #turnChanged() {
    if (!this.#all && !this.#context.me && this.#current() && !this.#rows.get(this.#current())) this.#render();
    else this.#followCurrent();
  }

  #widen(all) {
    this.#all = all;
    for (const each of this.#scopes) each.setAttribute("aria-pressed", String((each.dataset.scope === "toutes") === all));
    this.#render();
  }

  #goToCurrent() {
    if (this.#current() && !this.#rows.get(this.#current())) this.#widen(true);
    this.#show(this.#current(), true);
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
