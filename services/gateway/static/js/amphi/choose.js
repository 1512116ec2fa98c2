// Choosing: the summary of the post, « je confirme », and the answer (TRN-4). Nothing is sent before the confirmation.
import { newKey, Refused, send } from "./commands.js";
import { h, say } from "./dom.js";
import { after, waitingText, whatNext } from "./refusals.js";
import { CHOIX } from "./words.js";

const SLOW_MS = 2500;
const READ_MS = 600; // the second tap of « Choisir » must not fall on « Je confirme »
const LOGGED_OUT = new Set(["session_expiree", "autre_compte"]);

export class ChoiceDialog {
  #dialog;
  #parts;
  #context;
  #poste = null;
  #opener = null;
  #key = null;
  #refused = null;
  #allowed = false;
  #chosen = false;
  #reading = null;

  /** `context`: offer, me, choiceUrl, onChosen(answer, poste), onLoggedOut(error). */
  constructor(dialog, context) {
    this.#dialog = dialog;
    this.#context = context;
    this.#parts = Object.fromEntries([...dialog.querySelectorAll("[data-choice]")].map((part) => [part.dataset.choice, part]));
    this.#parts.confirm.addEventListener("click", () => this.#confirm());
    this.#parts.cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("cancel", (event) => this.#busy && event.preventDefault());
    dialog.addEventListener("close", () => this.#left());
  }

  /** Opens the summary of a post; the focus comes back to `opener`, or goes to the sheet of what was chosen. */
  open(poste, opener) {
    this.#poste = poste;
    this.#opener = opener;
    this.#chosen = false;
    this.#renew();
    this.#describe();
    say(this.#parts.error, "");
    this.#parts.login.hidden = true;
    this.#letRead();
    this.#dialog.showModal();
    this.#parts.title.focus();
  }

  /** The turn ended, time stands or the post went: the sheet says so, and confirms again once nothing stands against it. */
  check(reason) {
    if (!this.#dialog.open || this.#busy) return;
    this.#describe();
    if (this.#refused && (this.#refused !== "encore" || reason)) return;
    if (this.#refused) this.#renew();
    this.#allow(reason === "");
    say(this.#parts.error, reason);
  }

  /** The board shows the choice before its answer came back. */
  conclude() {
    if (this.#dialog.open && this.#busy) this.#close();
  }

  get poste() {
    return this.#dialog.open ? this.#poste : null;
  }

  get #busy() {
    return this.#dialog.getAttribute("aria-busy") === "true";
  }

  #renew() {
    this.#key = newKey();
    this.#refused = null;
  }

  /** The post as it is now: ARS may change it, or how it would be chosen, while one reads. */
  #describe() {
    const { offer, me } = this.#context;
    const poste = offer.section("postes")[this.#poste.numero] ?? this.#poste;
    const rows = facts(poste, offer.section("services")[poste.imotep], me.choix);
    const text = (nodes) => Array.from(nodes, (node) => node.textContent).join("\n");
    if (text(rows) !== text(this.#parts.facts.children)) this.#parts.facts.replaceChildren(...rows);
  }

  #letRead() {
    clearTimeout(this.#reading);
    this.#reading = setTimeout(() => {
      this.#reading = null;
      this.#allow(this.#allowed);
    }, READ_MS);
    this.#allow(true);
  }

  #allow(allowed) {
    this.#allowed = allowed;
    this.#parts.confirm.disabled = !allowed || this.#reading !== null;
  }

  /** Some browsers close a sheet whatever it says: one whose answer is awaited stays. */
  #left() {
    if (this.#busy) this.#dialog.showModal();
    else if (this.#opener?.isConnected) this.#opener.focus();
    if (this.#chosen) this.#opener.scrollIntoView({ block: "start", behavior: "instant" }); // a closing sheet scrolls to where it was opened
  }

  async #confirm() {
    const poste = this.#poste;
    const slow = this.#begin();
    try {
      const answer = await send(this.#context.choiceUrl, { numero: poste.numero }, { key: this.#key, waiting: (code) => say(this.#parts.progress, waitingText(code)) });
      if (this.#busy) this.#close();
      this.#context.onChosen(answer, poste);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (this.#busy) this.#refuse(error);
    } finally {
      clearTimeout(slow);
      this.#settled();
    }
  }

  #begin() {
    this.#allow(false);
    this.#parts.cancel.disabled = true;
    this.#dialog.setAttribute("aria-busy", "true");
    say(this.#parts.error, "");
    say(this.#parts.progress, "Envoi de votre choix…");
    return setTimeout(() => this.#busy && say(this.#parts.progress, "Votre choix est envoyé, la réponse se fait attendre…"), SLOW_MS);
  }

  #refuse(error) {
    say(this.#parts.error, `${error.message}${whatNext(error.code)}`);
    const unknown = error.status === 503; // the same demand may be sent again: its key stays
    this.#refused = unknown ? null : after(error.code);
    this.#allow(unknown);
    this.#parts.cancel.disabled = false;
    this.#parts.cancel.focus();
    if (!LOGGED_OUT.has(error.code)) return;
    this.#parts.login.hidden = false;
    this.#context.onLoggedOut(error);
  }

  #close() {
    this.#settled();
    this.#opener = document.getElementById("mon-poste");
    this.#chosen = true;
    this.#dialog.close();
  }

  #settled() {
    this.#dialog.setAttribute("aria-busy", "false");
    this.#parts.cancel.disabled = false;
    say(this.#parts.progress, "");
  }
}

/** The post's whole line, as a list of facts; how it is or was chosen, where that is not classique. */
export function facts(poste, service, choix = null) {
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
    ["Choisi en", choix ? `${CHOIX[choix]} : le poste reste aux autres` : ""],
  ];
  return rows.filter(([, value]) => value).flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]);
}
