// « Vous » in the side panel, kept current: type de choix, presence, mandataire, returns, session, estimated time (AMV-3).
// What the board does not say (the mandataire's address, the estimate) is asked for anew when one's own passage changes,
// and the estimate, which follows the pace, every so often while one waits (AMV-4). What the answer says besides is told as
// « expired » (nobody is logged in any more) and « moved » (the amphi took another call list, and the rank is another).
import { say } from "./dom.js";
import { range } from "./times.js";
import { CHOIX, CHOIX_MEANS, returnsText } from "./words.js";

const WAITING = ["en_attente", "en_retard"];
const ASK_MS = 60_000;
const ANSWER_MS = 10_000;
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
    setTimeout(() => this.#askOn(), ASK_MS * Math.random());
  }

  setPresent(ranks) {
    this.#present = ranks.includes(this.#context.me.rang);
    this.#paint();
  }

  async #changed() {
    const { me, board } = this.#context;
    const key = CHANGES.map((name) => me.passage[name]).join("/");
    this.#paint();
    if (this.#key !== null && key !== this.#key) await this.ask();
    this.#key = board.number === null ? null : key;
  }

  /** Pages opened at the same moment do not all ask at the same moment. */
  async #askOn() {
    if (WAITING.includes(this.#context.me.passage.etat)) await this.ask();
    setTimeout(() => this.#askOn(), ASK_MS);
  }

  async ask() {
    try {
      const response = await fetch(this.#url, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(ANSWER_MS) });
      if (response.status === 401) this.dispatchEvent(new Event("expired"));
      if (!response.ok) return;
      this.details = await response.json();
      if (this.details.rang_appel !== this.#context.me.rang) this.dispatchEvent(new Event("moved"));
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
    this.#show("session", this.details.session ? `n°\u00a0${this.details.session}` : "");
    this.#show("estimation", this.#estimationText(passage));
  }

  #show(name, text) {
    this.#parts[name].hidden = this.#parts[`${name}Term`].hidden = !text;
    say(this.#parts[name], text);
  }

  #estimationText(passage) {
    const { estimation_de: from, estimation_a: to } = this.details;
    if (!from || !WAITING.includes(passage.etat)) return "";
    return range(Date.parse(from), Date.parse(to), this.#context.clock.now());
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
