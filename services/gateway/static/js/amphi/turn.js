// The banner that stays on top: soon my turn, my turn with its seconds, a pause and its reason (TRN-2, TRN-3).
import { dial, secondsLeft, spoken, worthSaying } from "../../../../../chassis/live/static/js/countdown.js";
import { plural, say } from "./dom.js";
import { Sound } from "./sound.js";
import { standing, timeRuns } from "./passage.js";

const TICK_MS = 250;
const RING = 100;

const ENDED = {
  absent: "Vous avez été noté absent. Tant que l’amphi dure, vous pouvez demander à passer.",
  n_a_pas_choisi: "Votre tour s’est terminé sans choix. Tant que l’amphi dure, vous pouvez demander à passer.",
  absence_prevue: "L’ARS a noté pour vous une absence prévue : vous ne choisissez pas dans cet amphi.",
};

export class TurnBanner {
  #context;
  #parts;
  #sound;
  #title = document.title;
  #said = null;
  #before = null;

  /** `context`: board, clock, me (or null), onStanding(standing). */
  constructor(root, context) {
    this.#context = context;
    this.#parts = Object.fromEntries([...root.querySelectorAll("[data-turn]")].map((part) => [part.dataset.turn, part]));
    this.#parts.root = root;
    this.#sound = new Sound(this.#parts.sound);
    context.board.addEventListener("change", () => this.update());
    setInterval(() => this.#tick(), TICK_MS);
  }

  update() {
    const { board, me } = this.#context;
    const now = standing(me?.rang, board);
    this.#parts.root.dataset.standing = now.state;
    this.#parts.root.dataset.amphi = board.section("amphi").etat ?? "";
    say(this.#parts.text, this.#headline(now));
    say(this.#parts.detail, this.#detail(now));
    this.#parts.renounce.hidden = now.state !== "tour";
    this.#parts.returning.hidden = !this.#mayAskReturn(now);
    this.#parts.sound.hidden = !me;
    if (now.state !== this.#before) this.#entered(now.state);
    this.#context.onStanding(now);
    this.#tick();
  }

  #entered(state) {
    const first = this.#before === null;
    this.#before = state;
    if (state === "tour") {
      say(this.#parts.alarm, "C’est votre tour : choisissez votre poste.");
      this.#sound.ring();
      if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([300, 120, 300]);
    } else {
      say(this.#parts.alarm, "");
      if (state === "bientot" && !first) this.#sound.hint();
    }
  }

  #headline(now) {
    const amphi = this.#context.board.section("amphi");
    const tour = this.#context.board.section("tour");
    if (now.state === "tour") return "C’est votre tour";
    if (amphi.etat === "en_pause") return "L’amphi est en pause";
    if (amphi.gele) return "Le choix est suspendu un instant";
    if (now.state === "bientot") return "C’est bientôt votre tour";
    if (now.state === "a_choisi") return "Votre choix est enregistré";
    if (amphi.etat === "termine") return "L’amphi est terminé";
    if (amphi.etat !== "en_cours") return "L’amphi n’a pas commencé";
    return tour.turn_id ? `${this.#nameOf(tour.rang)} choisit` : "Entre deux passages";
  }

  #detail(now) {
    const amphi = this.#context.board.section("amphi");
    if (amphi.etat === "en_pause") return amphi.motif ? `Motif : ${amphi.motif}` : "Le temps est arrêté pour tous.";
    if (amphi.gele) return "Le service des postes ne répond pas : le temps est arrêté, personne ne perd son tour.";
    if (now.state === "tour") return "Touchez « Choisir » sur un poste, puis confirmez.";
    if (now.late && now.ahead) return `Vous étiez absent : vous revenez juste après l’interne qui choisit. ${plural(now.ahead, "interne")} devant vous`;
    if (now.ahead !== undefined) return now.ahead ? `${plural(now.ahead, "interne")} devant vous` : "Vous passez juste après";
    if (now.state === "a_choisi") return `Poste n°\u00a0${now.numero}`;
    if (amphi.etat === "en_cours" && ENDED[now.state]) return ENDED[now.state];
    return "";
  }

  #mayAskReturn(now) {
    const amphi = this.#context.board.section("amphi");
    return ["en_cours", "en_pause"].includes(amphi.etat) && ["absent", "n_a_pas_choisi"].includes(now.state);
  }

  #nameOf(rang) {
    return `#${rang} ${this.#context.board.names[rang] ?? ""}`.trim();
  }

  #tick() {
    const { board, clock } = this.#context;
    const tour = board.section("tour");
    const seconds = secondsLeft(tour, clock.now());
    say(this.#parts.seconds, dial(seconds));
    for (const copy of document.querySelectorAll("[data-seconds]")) say(copy, spoken(seconds));
    this.#parts.dial.hidden = seconds === null;
    const whole = board.section("amphi").duree_tour || 90;
    this.#parts.ring.setAttribute("stroke-dashoffset", String(RING - Math.min(1, (seconds ?? 0) / whole) * RING));
    this.#parts.root.classList.toggle("turn-urgent", this.#before === "tour" && seconds !== null && seconds <= 10);
    this.#announce(seconds);
  }

  #announce(seconds) {
    const mine = this.#before === "tour";
    document.title = mine ? `(${spoken(seconds)}) À vous de choisir !` : this.#title;
    if (!mine || seconds === this.#said || !timeRuns(this.#context.board.section("amphi"))) return;
    this.#said = seconds;
    if (!worthSaying(seconds)) return;
    const text = `Il vous reste ${spoken(seconds)}`;
    if (seconds <= 10) {
      say(this.#parts.alarm, text);
      this.#sound.tick();
    } else say(this.#parts.polite, text);
  }
}
