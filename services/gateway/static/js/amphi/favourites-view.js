// The list of favourites on screen: what is taken stays, in red, at once (FAV-3); order by number, drag or keys (FAV-2).
import { h, icon, say } from "./dom.js";
import { wardName } from "./offer.js";
import { plural } from "./plural.js";
import { PostLine } from "./post-line.js";
import { offeredIn } from "./rules.js";

export class FavouritesView {
  #root;
  #list;
  #context;
  #lines = [];
  #open = new Set();

  /** `context`: as for lines, and narrow(imotep) to show one ward in the offer. */
  constructor(root, context) {
    this.#root = root;
    this.#list = root.querySelector("[data-favourites-list]");
    this.#context = context;
    context.favourites.addEventListener("change", () => this.render());
    context.offer.addEventListener("change", () => this.#update());
    root.querySelector("[data-favourites-all]").addEventListener("click", () => this.#openAll());
  }

  render() {
    const { favourites } = this.#context;
    const focused = document.activeElement?.closest("[data-favourite]")?.dataset.favourite;
    const control = document.activeElement?.dataset.control;
    this.#lines = favourites.items.map((item, index) => new FavouriteLine(item, index, this.#context, this.#open));
    this.#list.replaceChildren(...this.#lines.map((line) => line.element));
    for (const count of document.querySelectorAll("[data-favourites-count]")) say(count, String(favourites.items.length));
    this.#root.querySelector("[data-favourites-empty]").hidden = favourites.items.length > 0;
    this.#root.querySelector("[data-favourites-all]").hidden = favourites.items.length === 0;
    if (focused) this.#list.querySelector(`[data-favourite="${CSS.escape(focused)}"] [data-control="${control}"]`)?.focus();
  }

  refresh() {
    for (const line of this.#lines) line.refresh();
  }

  #update() {
    for (const line of this.#lines) line.update();
  }

  #openAll() {
    for (const details of this.#list.querySelectorAll("details")) details.open = true;
  }
}

class FavouriteLine {
  #item;
  #context;
  #count;
  #lines = new Map();
  #posts;

  constructor(item, index, context, open) {
    this.#item = item;
    this.#context = context;
    this.#count = h("span", { class: "ward-count" });
    this.#posts = h("ul", { class: "posts" });
    const details = h("details", { open: open.has(item.id), ontoggle: () => (details.open ? open.add(item.id) : open.delete(item.id)) }, h("summary", {}, this.#title(), this.#count), this.#posts);
    this.element = h("li", { class: "favourite", "data-favourite": item.id }, this.#order(index), details, this.#actions());
    makeDraggable(this.element, item, context.favourites);
    this.update();
  }

  /** The offer changed: taken posts turn red, counts follow; nothing moves. */
  update() {
    const postes = this.#own();
    for (const poste of postes) {
      const line = this.#lines.get(poste.numero);
      if (line) line.update(poste);
      else this.#add(poste);
    }
    const free = postes.filter((poste) => !poste.pourvu).length;
    say(this.#count, postes.length === 1 && this.#item.numero ? (free ? "disponible" : "pourvu") : plural(free, "disponible"));
    this.element.classList.toggle("favourite-taken", free === 0);
  }

  refresh() {
    for (const line of this.#lines.values()) line.refresh();
  }

  #add(poste) {
    const line = new PostLine(poste, this.#context);
    this.#lines.set(poste.numero, line);
    this.#posts.append(line.element);
  }

  #own() {
    const { offer, amphi } = this.#context;
    const all = offer.section("postes");
    if (this.#item.numero) return all[this.#item.numero] ? [all[this.#item.numero]] : [];
    return Object.values(all)
      .filter((poste) => poste.imotep === this.#item.imotep && offeredIn({ ...poste, offer_id: amphi().offer_id }, amphi()))
      .sort((a, b) => a.numero - b.numero);
  }

  #imotep() {
    return this.#item.imotep || this.#context.offer.section("postes")[this.#item.numero]?.imotep;
  }

  #title() {
    const service = this.#context.offer.section("services")[this.#imotep()];
    if (!service) return h("span", {}, "Ce service n’est plus dans l’offre");
    const name = wardName(service);
    if (this.#item.numero) name.prepend(h("span", { class: "dci-num" }, `n°\u00a0${this.#item.numero} – `));
    return name;
  }

  #order(index) {
    const { favourites } = this.#context;
    const last = favourites.items.length;
    const go = (position) => favourites.move(this.#item.id, position);
    return h(
      "div",
      { class: "favourite-order" },
      h("button", { type: "button", class: "dci-icon-button", "data-control": "up", "aria-label": "Monter ce favori", disabled: index === 0, onclick: () => go(index) }, icon("up")),
      h("input", { type: "number", class: "form-control", min: 1, max: last, value: index + 1, "data-control": "number", "aria-label": "Rang de ce favori", onchange: ({ target }) => go(clamp(Number(target.value), last)) }),
      h("button", { type: "button", class: "dci-icon-button", "data-control": "down", "aria-label": "Descendre ce favori", disabled: index === last - 1, onclick: () => go(index + 2) }, icon("down")),
    );
  }

  #actions() {
    const { favourites, narrow } = this.#context;
    return h(
      "div",
      { class: "favourite-actions" },
      h("button", { type: "button", class: "btn btn-link", onclick: () => narrow(this.#imotep()) }, "Tous les postes de ce service"),
      h("button", { type: "button", class: "dci-icon-button", "aria-label": "Retirer ce favori", onclick: () => favourites.remove(this.#item.id) }, icon("close")),
    );
  }
}

function clamp(value, last) {
  return Math.min(Math.max(Math.trunc(value) || 1, 1), last);
}

function makeDraggable(element, item, favourites) {
  element.draggable = true;
  element.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/plain", item.id);
    event.dataTransfer.effectAllowed = "move";
  });
  element.addEventListener("dragover", (event) => {
    event.preventDefault();
    element.classList.add("favourite-over");
  });
  element.addEventListener("dragleave", () => element.classList.remove("favourite-over"));
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    element.classList.remove("favourite-over");
    const moved = event.dataTransfer.getData("text/plain");
    const place = favourites.items.findIndex((each) => each.id === item.id) + 1;
    if (moved !== item.id && favourites.items.some((each) => each.id === moved)) favourites.move(moved, place);
  });
}
