// One post on one line, in the offer and in the favourites: its words, its star, « choisir » on my turn (TRN-4).
import { h, say } from "./dom.js";
import { plural } from "./plural.js";
import { reasonFor } from "./rules.js";

export class PostLine {
  #poste;
  #context;
  #words = h("div", { class: "post-words" });
  #state = h("span", { class: "post-state" });
  #button;
  #star;

  /** `context`: amphi(), me (or null), closed(poste), mayChoose(), choose(poste, opener), favourites (or null). */
  constructor(poste, context) {
    this.#context = context;
    this.#button = context.me ? this.#choose(poste.numero) : null;
    this.#star = context.favourites?.postStar(poste) ?? null;
    this.element = h("li", { class: "post", "data-numero": poste.numero }, this.#words, this.#button, this.#star);
    this.update(poste);
  }

  update(poste) {
    if (poste !== this.#poste) this.#words.replaceChildren(...words(poste), this.#state);
    this.#poste = poste;
    this.refresh();
  }

  refresh() {
    const { me, closed, mayChoose } = this.#context;
    const code = closed(this.#poste);
    const shown = me || code !== "poste_reserve" ? code : null;
    say(this.#state, this.#stateText(shown));
    this.element.classList.toggle("post-taken", this.#poste.pourvu && this.#poste.publie);
    this.element.classList.toggle("post-open", this.#poste.pourvu && shown === null);
    this.element.classList.toggle("post-closed", shown !== null && shown !== "poste_pourvu");
    if (this.#button) {
      this.#button.classList.toggle("invisible", !mayChoose());
      this.#button.disabled = !mayChoose() || code !== null;
    }
    this.#context.favourites?.paintPostStar(this.#star, this.#poste);
  }

  #choose(numero) {
    const choose = () => this.#context.choose(this.#poste, this.#button);
    return h("button", { type: "button", class: "btn btn-primary post-choose", "aria-label": `Choisir le poste n° ${numero}`, onclick: choose }, "Choisir");
  }

  /** Why it is closed to me; a taken one that a surnombre may have says so (CHX-3, CHX-4). */
  #stateText(code) {
    const { amphi, me } = this.#context;
    if (code) return reasonFor(code, this.#poste, amphi());
    if (!this.#poste.pourvu) return "Disponible";
    return me?.choix === "surnombre_validant" ? "Pourvu par un interne derrière vous, possible en surnombre" : "Pourvu, possible en surnombre";
  }
}

function words(poste) {
  return [
    h("span", { class: "post-number dci-num" }, `n°\u00a0${poste.numero}`),
    h("span", { class: "post-des" }, poste.des_label),
    poste.reserve ? h("span", { class: "dci-tag" }, "réservé") : null,
    poste.surnombres ? h("span", { class: "dci-tag" }, plural(poste.surnombres, "surnombre")) : null,
    poste.flechage ? h("span", { class: "post-note" }, poste.flechage) : null,
  ].filter(Boolean);
}
