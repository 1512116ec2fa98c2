// The banner that stays on top: soon my turn, my turn with its seconds, a pause and its reason (TRN-2, TRN-3).
import { dial, secondsLeft, secondsTo, spoken, worthSaying } from "../../../../../chassis/live/static/js/countdown.js";
import { Announcer } from "./announcer.js";
import { between } from "./between.js";
import { detail, headline, lengthenedText, mayAskReturn, onlyArsHelps } from "./banner-words.js";
import { say } from "./dom.js";
import { Sound } from "./sound.js";
import { standing, timeRuns } from "./passage.js";

const TICK_MS = 250;
const RING = 100;
const NOTICE_MS = 12_000;
const PLACED = new Set(["a_choisi", "affecte"]);
const NOBODY = { rang: undefined, acts: false, mandataire: false };

export class TurnBanner {
  #context;
  #parts;
  #announcer;
  #sound;
  #title = document.title;
  #said = null;
  #before = null;
  #read = null;
  #notice = null;

  /** `context`: board, clock, me (or null), person() of the banner's words, onStanding(standing, its words). */
  constructor(root, context) {
    this.#context = context;
    this.#parts = Object.fromEntries([...root.querySelectorAll("[data-turn]")].map((part) => [part.dataset.turn, part]));
    this.#parts.root = root;
    this.#announcer = new Announcer({ polite: this.#parts.polite, urgent: this.#parts.alarm }, document.querySelectorAll("dialog"));
    this.#sound = new Sound(this.#parts.sound);
    context.board.addEventListener("change", () => this.update());
    setInterval(() => this.#tick(), TICK_MS);
  }

  update() {
    const { board, clock, me, person } = this.#context;
    const amphi = board.section("amphi");
    const now = standing(me?.rang, board, me ?? NOBODY);
    const said = { now, amphi, tour: board.section("tour"), sessions: board.section("sessions"), at: clock.now(), me: person(), nameOf: (rang) => this.#nameOf(rang) };
    this.#parts.root.dataset.standing = now.state === "tour" && !now.acts ? "delegue" : now.state;
    this.#parts.root.dataset.amphi = amphi.etat ?? "";
    const words = detail(said);
    say(this.#parts.text, headline(said));
    say(this.#parts.detail, words);
    this.#parts.renounce.hidden = now.state !== "tour" || !now.acts;
    this.#parts.returning.hidden = !mayAskReturn(now, amphi);
    if (this.#parts.cancelProxy) this.#parts.cancelProxy.hidden = now.acts || now.state !== "tour";
    if (this.#parts.call) this.#parts.call.hidden = !onlyArsHelps(now, amphi);
    this.#parts.sound.hidden = !me;
    const entered = `${now.state}/${now.acts}`;
    if (entered !== this.#before) this.#entered(now, entered);
    this.#readOut(`${entered}/${amphi.etat}/${amphi.gele}`, `${headline(said)}. ${words}`);
    this.#context.onStanding(now, words);
    this.#tick();
  }

  /** Something that the reader did not ask for, or that was refused: shown for a while, read out at once. */
  notice(text) {
    clearTimeout(this.#notice);
    say(this.#parts.notice, text);
    if (document.querySelector("dialog[open]")) this.#announcer.urgent(text);
    if (text) this.#notice = setTimeout(() => this.notice(""), NOTICE_MS);
  }

  /** The turn got time: by ARS, or given back after a stop of the engine (ENG-4, G-4). */
  lengthened(cause, seconds) {
    const text = seconds > 0 ? lengthenedText(cause, seconds) : "";
    if (text) this.notice(text);
  }

  get #mine() {
    return this.#before === "tour/true";
  }

  #entered(now, entered) {
    const first = this.#before === null;
    this.#before = entered;
    if (this.#mine) {
      this.#announcer.urgent("C’est votre tour : choisissez votre poste.");
      this.#sound.ring();
      if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([300, 120, 300]);
    } else {
      this.#announcer.urgent("");
      if (now.state === "bientot" && !first) this.#sound.hint();
    }
  }

  /** What the banner says, once where it became another thing for me or for the amphi; whose turn it is, is not read each time. */
  #readOut(key, text) {
    if (this.#read !== null && key !== this.#read && !(this.#mine && timeRuns(this.#context.board.section("amphi")))) this.#announcer.polite(text);
    this.#read = key;
  }

  #nameOf(rang) {
    return `#${rang} ${this.#context.board.names[rang] ?? ""}`.trim();
  }

  #tick() {
    const { board, clock } = this.#context;
    const amphi = board.section("amphi");
    const seconds = secondsLeft(board.section("tour"), clock.now());
    for (const copy of document.querySelectorAll("[data-seconds]")) say(copy, spoken(seconds));
    if (seconds === null) this.#dial(this.#secondsToEnd(), amphi.delai_fin);
    else this.#dial(seconds, amphi.duree_tour);
    this.#parts.root.classList.toggle("turn-urgent", this.#mine && seconds !== null && seconds <= 10);
    this.#announce(seconds);
  }

  #dial(seconds, whole) {
    say(this.#parts.seconds, dial(seconds));
    this.#parts.dial.hidden = seconds === null;
    this.#parts.ring.setAttribute("stroke-dashoffset", String(RING - Math.min(1, (seconds ?? 0) / (whole || 90)) * RING));
  }

  /** Of the amphi's last minutes; whoever has a post is not hurried. */
  #secondsToEnd() {
    const { board, clock } = this.#context;
    const now = between({ amphi: board.section("amphi"), tour: board.section("tour"), sessions: board.section("sessions") });
    return now?.what === "fin" && !PLACED.has(this.#parts.root.dataset.standing) ? secondsTo(now.at, clock.now()) : null;
  }

  #announce(seconds) {
    const mine = this.#mine;
    document.title = mine ? `(${spoken(seconds)}) À vous de choisir !` : this.#title;
    if (!mine || seconds === this.#said || !timeRuns(this.#context.board.section("amphi"))) return;
    this.#said = seconds;
    if (!worthSaying(seconds)) return;
    const text = `Il vous reste ${spoken(seconds)}`;
    if (seconds <= 10) {
      this.#announcer.urgent(text);
      this.#sound.tick();
    } else this.#announcer.polite(text);
  }
}
