// Plays a film on the two boards of the amphi's page: play, pause, speed, any instant. It is also their clock (SIM-2).

export class Player extends EventTarget {
  speed = 1;
  playing = false;
  #film;
  #boards;
  #instant;
  #index = -1;
  #real = null;

  /** `boards`: { amphi, offre }, as the live page has them. */
  constructor(film, boards) {
    super();
    this.#film = film;
    this.#boards = boards;
    this.#instant = film.begin;
  }

  /** The instant that is shown: what countdowns count with. */
  now() {
    return this.#instant;
  }

  get index() {
    return this.#index;
  }

  play() {
    if (this.#instant >= this.#film.end) this.seek(this.#film.begin);
    this.playing = true;
    this.#real = null;
    this.#tell();
  }

  pause() {
    this.playing = false;
    this.#tell();
  }

  /** Any instant of the film, forwards or back. */
  seek(instant) {
    this.#instant = Math.min(Math.max(instant, this.#film.begin), this.#film.end);
    this.#show(this.#film.indexAt(this.#instant));
    this.#tell();
  }

  /** The decision after (1) or before (-1) the one shown. */
  step(by) {
    const before = () => this.#film.indexAt(this.#film.image(this.#index).a - 1);
    const image = this.#film.image(by > 0 ? this.#index + 1 : before());
    if (image) this.seek(image.a);
  }

  /** Called often while it plays; `real` is the device's time in ms. */
  tick(real) {
    const passed = this.#real === null ? 0 : real - this.#real;
    this.#real = real;
    if (!this.playing || !passed) return;
    if (this.#instant + passed * this.speed >= this.#film.end) this.playing = false;
    this.seek(this.#instant + passed * this.speed);
  }

  /** A few images on are shown one by one, as live; a jump shows the boards anew. */
  #show(index) {
    if (index === this.#index) return;
    if (this.#index >= 0 && index > this.#index && index - this.#index <= 3) {
      while (this.#index < index) this.#next();
      return;
    }
    const state = this.#film.stateAt(index);
    for (const [name, board] of Object.entries(this.#boards)) board.load({ number: index, state: state[name] });
    this.#index = index;
  }

  #next() {
    const image = this.#film.image(this.#index + 1);
    for (const [name, board] of Object.entries(this.#boards)) {
      board.apply({ previous: this.#index, number: this.#index + 1, set: image[name], reload: false });
    }
    this.#index += 1;
  }

  #tell() {
    this.dispatchEvent(new CustomEvent("moved", { detail: { instant: this.#instant, index: this.#index, playing: this.playing } }));
  }
}
