// Keeps a part current: asks for it when told to, one question at a time, and again by itself where none came (G-6).
import { askPart } from "./part.js";

const GATHER_MS = 120;
const RETRY_MS = 2000;

export class Loader {
  /** How the last question went: « frais », « retard » (nothing came, it is asked again) or « ferme » (the log-in ended). */
  state = "frais";
  /** What the server said where it did not give the part. */
  reason = "";
  #address;
  #show;
  #told;
  #planned = null;
  #asking = false;
  #again = false;

  /** `show(html)` puts what came into the page; `told()` hears of each change of state. */
  constructor(address, { show, told }) {
    this.#address = address;
    this.#show = show;
    this.#told = told;
  }

  /** Asks soon: what moves together is fetched once. */
  refresh() {
    this.#plan(GATHER_MS);
  }

  #plan(ms) {
    this.#planned ??= setTimeout(() => this.#load(), ms);
  }

  async #load() {
    this.#planned = null;
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    this.#again = false;
    const answer = await askPart(this.#address);
    this.#asking = false;
    if (!answer.ok) return this.#failed(answer);
    this.#show(answer.html);
    this.#become("frais");
    if (this.#again) this.refresh();
  }

  #failed({ ended, message }) {
    this.#become(ended ? "ferme" : "retard", message);
    if (!ended) this.#plan(RETRY_MS);
  }

  #become(state, reason = "") {
    this.state = state;
    this.reason = reason;
    this.#told();
  }
}
