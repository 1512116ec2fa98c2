// The sheet of the post one has: chosen, given by ARS, or corrected while one looks (TRN-5, CHX-6, CHX-8).
import { facts } from "./choose.js";
import { say } from "./dom.js";
import { showReceipt } from "./receipt.js";

const NOTES = {
  a_choisi: "Votre choix est définitif. Un e-mail avec le récapitulatif en PDF vous est envoyé.",
  affecte: "L’ARS vous a affecté ce poste en dehors du choix : vous n’avez pas à choisir.",
};
const CORRECTED = "L’ARS a corrigé cette affectation : voici le poste qui compte désormais. Une attestation remise avant se vérifie comme remplacée.";

export class MyPost {
  #sheet;
  #offer;
  #me;
  #notice;
  #shown = null;

  /** `context`: offer, me, notice(text). */
  constructor(sheet, { offer, me, notice }) {
    this.#sheet = sheet;
    this.#offer = offer;
    this.#me = me;
    this.#notice = notice;
  }

  /** Shows what the board says now; the first time it comes into view, and takes the focus. */
  show(numero = this.#me.passage.numero) {
    const poste = this.#offer.section("postes")[numero];
    if (!poste || this.#shown === numero) return;
    const first = this.#shown === null;
    this.#shown = numero;
    this.#sheet.querySelector("[data-facts]").replaceChildren(...facts(poste, this.#offer.section("services")[poste.imotep], this.#me.choix));
    say(this.#sheet.querySelector("[data-note]"), this.#me.passage.corrige ? CORRECTED : NOTES[this.#me.passage.etat] ?? NOTES.a_choisi);
    showReceipt(this.#sheet.querySelector("[data-receipt]"));
    if (first) this.#appear();
    else this.#notice(`L’ARS a corrigé votre affectation : c’est maintenant le poste n°\u00a0${numero}.`);
  }

  #appear() {
    this.#sheet.hidden = false;
    this.#sheet.focus({ preventScroll: true });
    this.#sheet.scrollIntoView({ block: "start" });
  }
}
