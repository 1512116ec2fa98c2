// The list of favourites on screen: what is taken stays, in red, at once (FAV-3); order by number, drag or keys (FAV-2).
import { say } from "./dom.js";
import { FavouriteLine } from "./favourite-line.js";
import { SteadyList, steadily } from "./steady.js";

export class FavouritesView {
  #context;
  #list;
  #lines;
  #empty;
  #all;

  /** `context`: as for lines, and narrow(imotep) to show one ward in the offer. */
  constructor(root, context) {
    this.#context = context;
    this.#list = root.querySelector("[data-favourites-list]");
    this.#empty = root.querySelector("[data-favourites-empty]");
    this.#empty.tabIndex = -1;
    this.#all = root.querySelector("[data-favourites-all]");
    this.#all.addEventListener("click", () => this.#openAll());
    this.#lines = new SteadyList(this.#list, (place) => new FavouriteLine(place, context));
    context.favourites.addEventListener("change", () => steadily(() => this.#show()));
    context.offer.addEventListener("change", () => steadily(() => this.#follow()));
  }

  refresh() {
    steadily(() => {
      for (const line of this.#lines.values()) line.refresh();
    });
  }

  #show() {
    const { items } = this.#context.favourites;
    const focused = [...this.#list.children].findIndex((line) => line.contains(document.activeElement));
    this.#lines.show(items.map((item, index) => [item.id, { item, rank: index + 1, last: items.length }]));
    for (const count of document.querySelectorAll("[data-favourites-count]")) say(count, String(items.length));
    this.#empty.hidden = items.length > 0;
    this.#all.hidden = items.length === 0;
    if (focused >= 0 && !this.#list.contains(document.activeElement)) this.#focusNear(focused);
  }

  /** The line that had the focus is gone: the one that took its place has it. */
  #focusNear(place) {
    const line = this.#list.children[place] ?? this.#list.lastElementChild;
    (line?.querySelector("summary") ?? this.#empty).focus({ preventScroll: true });
  }

  #follow() {
    for (const line of this.#lines.values()) line.follow();
  }

  #openAll() {
    for (const details of this.#list.querySelectorAll("details")) details.open = true;
  }
}
