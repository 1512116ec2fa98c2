// One favourite: its rank, its ward or post, what is left of it, and its posts once opened (FAV-2, FAV-3).
import { makeDraggable } from "./dragging.js";
import { h, icon, say } from "./dom.js";
import { plural } from "./plural.js";
import { PostLines, withWithdrawn } from "./post-lines.js";
import { inRegimes } from "./rules.js";
import { renewed } from "./steady.js";
import { wardName } from "./ward.js";

export class FavouriteLine {
  #item;
  #context;
  #rank;
  #last;
  #postes = [];
  #lines;
  #name = h("span");
  #count = h("span", { class: "ward-count" });
  #up = this.#arrow("up", "Monter ce favori", -1);
  #number = h("input", { type: "number", class: "form-control", min: 1, "aria-label": "Rang de ce favori", onchange: () => this.#typed() });
  #down = this.#arrow("down", "Descendre ce favori", 1);
  #narrow = h("button", { type: "button", class: "btn btn-link", onclick: () => this.#context.narrow(this.#imotep) }, "Tous les postes de ce service");

  constructor(place, context) {
    this.#item = place.item;
    this.#context = context;
    this.#lines = new PostLines(context);
    this.element = h(
      "li",
      { class: "favourite", "data-favourite": this.#item.id },
      h("div", { class: "favourite-order" }, this.#up, this.#number, this.#down),
      h("details", {}, h("summary", {}, this.#name, this.#count), this.#lines.element),
      h("div", { class: "favourite-actions" }, this.#narrow, this.#remove()),
    );
    makeDraggable(this.element, this.#item, context.favourites);
    this.update(place);
    this.follow();
  }

  /** Where it stands in the list; a rank that is being typed stays. */
  update({ rank, last }) {
    if (this.#number.value === String(this.#rank ?? "")) this.#number.value = rank;
    this.#rank = rank;
    this.#last = last;
    this.#number.max = last;
    this.#enableArrows();
    this.refresh();
  }

  /** The offer came or changed: taken posts turn red, withdrawn ones say so, counts follow; nothing moves. */
  follow() {
    this.#postes = withWithdrawn(this.#own(), this.#postes);
    this.#lines.show(this.#postes);
    this.#name = renewed(this.#name, this.#title());
    const offered = this.#postes.filter(({ publie }) => publie);
    const free = offered.filter(({ pourvu }) => !pourvu).length;
    say(this.#count, this.#service ? this.#left(offered.length, free) : "");
    this.#narrow.hidden = !this.#service;
    this.element.classList.toggle("favourite-taken", this.#known && free === 0);
  }

  refresh() {
    this.#lines.refresh();
  }

  get #known() {
    return this.#context.offer.number !== null;
  }

  get #imotep() {
    return this.#item.imotep || this.#postes[0]?.imotep;
  }

  get #service() {
    return this.#context.offer.section("services")[this.#imotep];
  }

  #own() {
    const { offer, amphi } = this.#context;
    const { imotep, numero } = this.#item;
    const postes = Object.values(offer.section("postes"));
    return postes.filter((poste) => (numero ? poste.numero === numero : poste.imotep === imotep && inRegimes(poste, amphi())));
  }

  #title() {
    const { numero } = this.#item;
    const name = this.#service ? wardName(this.#service) : h("span", { class: "ward-name" }, this.#unnamed());
    if (numero) name.prepend(h("span", { class: "dci-num" }, `n°\u00a0${numero} – `));
    return name;
  }

  #unnamed() {
    if (!this.#known) return "Chargement…";
    return this.#item.numero ? "ce poste n’est plus dans l’offre" : "Ce service n’est plus dans l’offre";
  }

  #left(offered, free) {
    if (!this.#item.numero) return plural(free, "disponible");
    if (!offered) return "retiré de l’offre";
    return free ? "disponible" : "pourvu";
  }

  #arrow(name, label, step) {
    const go = () => this.#context.favourites.move(this.#item.id, this.#rank + step);
    return h("button", { type: "button", class: "dci-icon-button", "aria-label": label, onclick: go }, icon(name));
  }

  /** The first goes no higher, the last no lower: the other arrow takes over the focus. */
  #enableArrows() {
    const focused = document.activeElement;
    this.#up.disabled = this.#rank === 1;
    this.#down.disabled = this.#rank === this.#last;
    if (focused === this.#up && this.#up.disabled) this.#down.focus({ preventScroll: true });
    if (focused === this.#down && this.#down.disabled) this.#up.focus({ preventScroll: true });
  }

  async #typed() {
    const wanted = Math.trunc(Number(this.#number.value)) || 1;
    await this.#context.favourites.move(this.#item.id, Math.min(Math.max(wanted, 1), this.#last));
    this.#number.value = this.#rank;
  }

  #remove() {
    return h("button", { type: "button", class: "dci-icon-button", "aria-label": "Retirer ce favori", onclick: () => this.#context.favourites.remove(this.#item.id) }, icon("close"));
  }
}
