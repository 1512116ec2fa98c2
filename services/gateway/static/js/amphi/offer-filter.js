// Which posts the reader asked to see: free or taken, by words, or of one ward alone.
const STATES = { tous: () => true, pourvus: (poste) => poste.pourvu, libres: (poste) => !poste.pourvu };
const TYPING_MS = 200;

export class OfferFilter extends EventTarget {
  #imotep = null;
  #state = "tous";
  #words = [];
  #buttons;
  #search;
  #typing = null;

  constructor(root) {
    super();
    this.#buttons = [...root.querySelectorAll("[data-state]")];
    this.#search = root.querySelector("[data-offer-search]");
    for (const button of this.#buttons) button.addEventListener("click", () => this.#tell(() => this.#choose(button.dataset.state)));
    this.#search.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#tell(() => this.#read()), TYPING_MS);
    });
  }

  /** The ward that is shown alone, or null. */
  get imotep() {
    return this.#imotep;
  }

  /** One ward alone, with all its posts; null: every ward again. */
  narrow(imotep) {
    this.#imotep = imotep;
    if (!imotep) return;
    clearTimeout(this.#typing);
    this.#search.value = "";
    this.#read();
    this.#choose("tous");
  }

  fits(poste, service) {
    if (this.#imotep && poste.imotep !== this.#imotep) return false;
    if (!STATES[this.#state](poste)) return false;
    if (!this.#words.length) return true;
    const text = plain([service.etablissement, service.service, service.chef, poste.numero, poste.des_label, poste.flechage].join(" "));
    return this.#words.every((word) => text.includes(word));
  }

  #choose(state) {
    this.#state = state;
    for (const each of this.#buttons) each.setAttribute("aria-pressed", String(each.dataset.state === state));
  }

  #read() {
    this.#words = plain(this.#search.value).split(" ").filter(Boolean);
  }

  #tell(change) {
    change();
    this.dispatchEvent(new Event("change"));
  }
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
