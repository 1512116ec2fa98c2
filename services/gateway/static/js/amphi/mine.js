// « Vous » in the side panel, kept current: type de choix, presence, mandataire, returns (AMV-3). What is nobody else's
// (why an absence is planned, the mandataire's address) is asked for anew when one's own passage changes.
import { say } from "./dom.js";
import { CHOIX, CHOIX_MEANS, returnsText } from "./words.js";

const CHANGES = ["etat", "choix", "procuration", "retours"];

export class Mine extends EventTarget {
  #parts;
  #context;
  #url;
  #present = false;
  #key = null;
  details = {};

  /** `details`: what the page was drawn with, as the API has it. */
  constructor(root, context, { url, details }) {
    super();
    this.#parts = Object.fromEntries([...root.querySelectorAll("[data-mine]")].map((part) => [part.dataset.mine, part]));
    this.#context = context;
    this.#url = url;
    this.details = details;
    context.board.addEventListener("change", () => this.#changed());
  }

  setPresent(ranks) {
    this.#present = ranks.includes(this.#context.me.rang);
    this.#paint();
  }

  async #changed() {
    const { me, board } = this.#context;
    const key = CHANGES.map((name) => me.passage[name]).join("/");
    this.#paint();
    if (this.#key !== null && key !== this.#key) await this.#ask();
    this.#key = board.number === null ? null : key;
  }

  async #ask() {
    try {
      const response = await fetch(this.#url, { headers: { Accept: "application/json" } });
      if (!response.ok) return;
      this.details = await response.json();
      this.#paint();
      this.dispatchEvent(new Event("change"));
    } catch {
      // The next change asks again; the banner says that the connection is lost.
    }
  }

  #paint() {
    const { me, board } = this.#context;
    const { passage } = me;
    const choix = passage.choix ?? "classique";
    say(this.#parts.choix, CHOIX[choix]);
    say(this.#parts.means, CHOIX_MEANS[choix]);
    say(this.#parts.presence, this.#presenceText(passage));
    say(this.#parts.mandataire, this.#mandataireText(passage));
    say(this.#parts.retours, returnsText(passage, board.section("amphi")));
  }

  #presenceText(passage) {
    if (passage.etat === "absence_prevue") return this.details.absence_motif ? `absence prévue : ${this.details.absence_motif}` : "absence prévue";
    const who = passage.procuration && !this.#context.me.mandataire ? "votre mandataire est " : "";
    return `${who}${this.#present ? "en ligne" : "hors ligne"}`;
  }

  #mandataireText(passage) {
    if (!passage.procuration) return "aucun";
    if (this.#context.me.mandataire) return "vous";
    const { email, etat } = this.details.procuration ?? {};
    return [email ?? "nommé", etat === "envoyee" ? "(n’a pas encore accepté)" : ""].filter(Boolean).join(" ");
  }
}
