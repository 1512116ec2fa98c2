// One post on one line, in the offer and in the favourites: its words, its star, « choisir » on my turn (TRN-4).
import { h, say } from "./dom.js";
import { closedTo, reasonText } from "./rules.js";

export class PostLine {
  #poste;
  #context;
  #state;
  #button;
  #star;

  /** `context`: amphi(), me (or null), mayChoose(), choose(poste, opener), favourites (or null). */
  constructor(poste, context) {
    this.#poste = poste;
    this.#context = context;
    this.#state = h("span", { class: "post-state" });
    this.#button = context.me
      ? h("button", { type: "button", class: "btn btn-primary post-choose", onclick: () => context.choose(this.#poste, this.#button) }, "Choisir")
      : null;
    this.#star = context.favourites?.postStar(poste) ?? null;
    this.element = h("li", { class: "post", "data-numero": poste.numero }, h("div", { class: "post-words" }, ...words(poste), this.#state), this.#button, this.#star);
    this.refresh();
  }

  /** The post changed, or (null) was withdrawn: its line says so and stays where it is. */
  update(poste) {
    this.#poste = poste ?? { ...this.#poste, publie: false };
    const texts = this.element.querySelector(".post-words");
    texts.replaceChildren(...words(this.#poste), this.#state);
    this.refresh();
  }

  refresh() {
    const { amphi, me, mayChoose } = this.#context;
    const code = closedTo({ des: me?.des }, { ...this.#poste, offer_id: amphi().offer_id }, amphi());
    const shown = me || code !== "poste_reserve" ? code : null;
    say(this.#state, shown ? reasonText(shown) : "Disponible");
    this.element.classList.toggle("post-taken", code === "poste_pourvu");
    this.element.classList.toggle("post-closed", shown !== null && code !== "poste_pourvu");
    if (this.#button) {
      this.#button.classList.toggle("invisible", !mayChoose());
      this.#button.disabled = !mayChoose() || code !== null;
      this.#button.setAttribute("aria-label", `Choisir le poste n° ${this.#poste.numero}`);
    }
    this.#context.favourites?.paintPostStar(this.#star, this.#poste);
  }
}

function words(poste) {
  return [
    h("span", { class: "post-number dci-num" }, `n°\u00a0${poste.numero}`),
    h("span", { class: "post-des" }, poste.des_label),
    poste.reserve ? h("span", { class: "dci-tag" }, "réservé") : null,
    poste.flechage ? h("span", { class: "post-note" }, poste.flechage) : null,
  ].filter(Boolean);
}
