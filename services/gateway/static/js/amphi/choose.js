// Choosing: the summary of the post, « je confirme », and the answer (TRN-4). Nothing is sent before the confirmation.
import { newKey, Refused, send } from "./commands.js";
import { h, say } from "./dom.js";

export class ChoiceDialog {
  #dialog;
  #parts;
  #context;
  #poste = null;
  #opener = null;
  #key = null;
  #refused = false;

  /** `context`: offer, board, choiceUrl, onChosen(answer, poste). */
  constructor(dialog, context) {
    this.#dialog = dialog;
    this.#context = context;
    this.#parts = Object.fromEntries([...dialog.querySelectorAll("[data-choice]")].map((part) => [part.dataset.choice, part]));
    this.#parts.confirm.addEventListener("click", () => this.#confirm());
    this.#parts.cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => this.#opener?.isConnected && this.#opener.focus());
    dialog.addEventListener("cancel", (event) => this.#busy && event.preventDefault());
  }

  /** Opens the summary of a post; the focus comes back to `opener`, or goes to the sheet of what was chosen. */
  open(poste, opener) {
    this.#poste = poste;
    this.#opener = opener;
    this.#key = newKey();
    this.#refused = false;
    this.#parts.facts.replaceChildren(...facts(poste, this.#context.offer.section("services")[poste.imotep]));
    say(this.#parts.error, "");
    this.#parts.confirm.disabled = false;
    this.#dialog.showModal();
    this.#parts.title.focus();
  }

  /** The turn ended, time stands or the post went: the sheet says so and cannot confirm while it is so. */
  check(reason) {
    if (!this.#dialog.open || this.#busy || this.#refused) return;
    this.#parts.confirm.disabled = reason !== "";
    say(this.#parts.error, reason);
  }

  get poste() {
    return this.#dialog.open ? this.#poste : null;
  }

  get #busy() {
    return this.#dialog.getAttribute("aria-busy") === "true";
  }

  async #confirm() {
    this.#parts.confirm.disabled = true;
    this.#parts.cancel.disabled = true;
    this.#dialog.setAttribute("aria-busy", "true");
    say(this.#parts.error, "");
    say(this.#parts.progress, "Envoi de votre choix…");
    try {
      const answer = await send(this.#context.choiceUrl, { numero: this.#poste.numero }, { key: this.#key });
      this.#settled();
      this.#opener = document.getElementById("mon-poste");
      this.#dialog.close();
      this.#context.onChosen(answer, this.#poste);
    } catch (error) {
      this.#settled();
      if (!(error instanceof Refused)) throw error;
      say(this.#parts.error, error.message);
      this.#refused = error.status !== 503;
      this.#parts.confirm.disabled = this.#refused;
      this.#parts.cancel.focus();
    }
  }

  #settled() {
    this.#dialog.setAttribute("aria-busy", "false");
    this.#parts.cancel.disabled = false;
    say(this.#parts.progress, "");
  }
}

/** The post's whole line, as a list of facts. */
export function facts(poste, service) {
  const rows = [
    ["Poste", `n°\u00a0${poste.numero}`],
    ["Établissement", service.etablissement],
    ["Département", service.departement],
    ["Service", service.service],
    ["Chef de service", service.chef],
    ["N° de service", poste.imotep],
    ["DES", poste.des_label],
    ["Fléchage", poste.flechage],
    ["Réservation", poste.reserve ? "réservé à ce DES" : "non réservé"],
    ["Type", poste.type],
  ];
  return rows.filter(([, value]) => value).flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]);
}
