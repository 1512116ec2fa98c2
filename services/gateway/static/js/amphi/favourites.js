// The intern's favourites: wards and single posts, in order, and the stars that add and take away (FAV-1, FAV-2).
// They never choose for anybody (FAV-4).
import { h, icon } from "./dom.js";

const WARNED = "dci-favori-poste-prevenu";

export class Favourites extends EventTarget {
  #items = [];
  #api;
  #loading = null;

  /** `api`: list(), add(target), remove(id), move(id, position); each gives the whole list back. */
  constructor(api) {
    super();
    this.#api = api;
  }

  get items() {
    return this.#items;
  }

  /** The whole list, once: asked again only where it never came. */
  load() {
    this.#loading ??= this.#take(this.#api.list()).then((came) => {
      if (!came) this.#loading = null;
    });
    return this.#loading;
  }

  find(target) {
    return this.#items.find((item) => same(item, target));
  }

  async toggle(target) {
    const found = this.find(target);
    await this.#take(found ? this.#api.remove(found.id) : this.#api.add(target));
  }

  remove(id) {
    return this.#take(this.#api.remove(id));
  }

  move(id, position) {
    return this.#take(this.#api.move(id, position));
  }

  wardStar(imotep, service) {
    const name = `${service.etablissement} – ${service.service}`;
    const star = this.#star(`le service ${name} (tous ses postes)`, { imotep });
    this.paintWardStar(star, imotep);
    return star;
  }

  postStar(poste) {
    return this.#star(`le poste n° ${poste.numero} seul`, { numero: poste.numero });
  }

  paintWardStar(star, imotep) {
    paint(star, Boolean(this.find({ imotep })));
  }

  paintPostStar(star, poste) {
    if (star) paint(star, Boolean(this.find({ numero: poste.numero })));
  }

  #star(what, target) {
    const star = h("button", { type: "button", class: "dci-icon-button star", "aria-pressed": "false", "aria-label": `Favori : ${what}`, title: "Favori" });
    star.addEventListener("click", async () => {
      if (target.numero && !this.find(target)) this.#warnOnce();
      await this.toggle(target);
    });
    return star;
  }

  #warnOnce() {
    if (localStorage.getItem(WARNED) || this.#items.some((item) => item.numero)) return;
    localStorage.setItem(WARNED, "1");
    this.dispatchEvent(new Event("first-post"));
  }

  async #take(answer) {
    try {
      this.#items = (await answer).favoris;
      this.dispatchEvent(new Event("change"));
      return true;
    } catch (error) {
      this.dispatchEvent(new CustomEvent("failed", { detail: error.message }));
      return false;
    }
  }
}

function same(item, target) {
  return target.imotep ? item.imotep === target.imotep : item.numero === target.numero;
}

function paint(star, on) {
  if (star.getAttribute("aria-pressed") === String(on) && star.firstChild) return;
  star.setAttribute("aria-pressed", String(on));
  star.replaceChildren(icon(on ? "star-full" : "star"));
}
