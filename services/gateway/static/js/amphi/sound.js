// Sounds made by the browser itself; the choice to mute is remembered on this device.
import { icon } from "./dom.js";

const MUTED = "dci-son-coupe";

export class Sound {
  #button;
  #audio = null;

  constructor(button) {
    this.#button = button;
    button.addEventListener("click", () => this.#toggle());
    for (const gesture of ["pointerdown", "keydown"]) document.addEventListener(gesture, () => this.#wake());
    document.addEventListener("visibilitychange", () => this.#audio && this.#wake());
    this.#paint();
  }

  ring() {
    this.#play([[880, 0, 0.18], [1175, 0.22, 0.18], [1568, 0.44, 0.35]]);
  }

  hint() {
    this.#play([[784, 0, 0.2]]);
  }

  tick() {
    this.#play([[1047, 0, 0.08]]);
  }

  get #muted() {
    return localStorage.getItem(MUTED) === "1";
  }

  #toggle() {
    localStorage.setItem(MUTED, this.#muted ? "0" : "1");
    this.#paint();
    this.hint();
  }

  #paint() {
    this.#button.setAttribute("aria-pressed", String(!this.#muted));
    this.#button.replaceChildren(icon(this.#muted ? "mute" : "sound"));
    this.#button.title = this.#muted ? "Son coupé" : "Son actif";
  }

  /** A locked screen or a call puts it to sleep, and so does the lack of a gesture. */
  #wake() {
    this.#audio ??= new AudioContext();
    if (this.#audio.state !== "running") this.#audio.resume().catch(() => {});
    return this.#audio;
  }

  #play(notes) {
    if (this.#muted || !navigator.userActivation?.hasBeenActive) return;
    const audio = this.#wake();
    for (const [frequency, start, length] of notes) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.15, audio.currentTime + start);
      volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + start + length);
      tone.connect(volume).connect(audio.destination);
      tone.start(audio.currentTime + start);
      tone.stop(audio.currentTime + start + length);
    }
  }
}
