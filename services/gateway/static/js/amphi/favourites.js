// The intern's favourites: wards and single posts, in order, and the stars that add and take away (FAV-1, FAV-2).
// They never choose for anybody (FAV-4).
import { h, icon } from "./dom.js";

const WARNED = "dci-favori-poste-prevenu";

export class Favourites extends EventTarget {
  /** Whether the list ever came. */
  loaded = false;
  #items = [];
  #api;
  #loading = null;
  #again = null;
  #changing = Promise.resolve();
  #changes = 0;
  #asked = false;

  /** `api`: list(), add(target), remove(id), move(id, position); each gives the whole list back. */
  constructor(api) {
    super();
    this.#api = api;
  }

  get items() {
    return this.#items;
  }

  /** The whole list as it is now, another device's changes in it. Asked for meanwhile, it is asked once more after. */
  load() {
    if (this.#loading) return (this.#again ??= this.#loading.then(() => this.load()));
    this.#again = null;
    this.#loading = this.#read().finally(() => (this.#loading = null));
    return this.#loading;
  }

  find(target) {
    return this.#items.find((item) => same(item, target));
  }

  toggle(target) {
    const found = this.find(target);
    return this.#change(() => (found ? this.#api.remove(found.id) : this.#api.add(target)));
  }

  remove(id) {
    return this.#change(() => this.#api.remove(id));
  }

  move(id, position) {
    return this.#change(() => this.#api.move(id, position));
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
    const star = h("button", { type: "button", class: "dci-icon-button star", "aria-pressed": "false", "aria-label": `Favori : ${what}`, title: "Favori" });
    star.addEventListener("click", () => {
      if (target.numero && !this.find(target)) this.#warnOnce();
      this.toggle(target);
    });
    return star;
  }

  #warnOnce() {
    if (localStorage.getItem(WARNED) || this.#items.some((item) => item.numero)) return;
    localStorage.setItem(WARNED, "1");
    this.dispatchEvent(new Event("first-post"));
  }

  /** A list that was asked for before a change is older than the change's own answer. That it does not come is said once. */
  async #read() {
    await this.#changing;
    const before = this.#changes;
    const first = !this.#asked;
    this.#asked = true;
    try {
      const { favoris } = await this.#api.list();
      if (before === this.#changes) this.#show(favoris);
    } catch (error) {
      if (first) this.#failed(error);
    }
  }

  /** One after the other: the last answer holds them all. */
  #change(ask) {
    this.#changing = this.#changing.then(async () => {
      try {
        const { favoris } = await ask();
        this.#changes += 1;
        this.#show(favoris);
      } catch (error) {
        this.#failed(error);
      }
    });
    return this.#changing;
  }

  #show(items) {
    this.loaded = true;
    if (JSON.stringify(items) === JSON.stringify(this.#items)) return;
    this.#items = items;
    this.dispatchEvent(new Event("change"));
  }

  #failed({ message }) {
    this.dispatchEvent(new CustomEvent("failed", { detail: message }));
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
