// A finished amphi as the server tells it: the boards as they began, then what each decision changed (SIM-2).

export class Film {
  #start;
  #images;

  /** `told`: amphi and offre at the beginning, images in order. */
  constructor({ amphi, offre, images }) {
    this.#start = { amphi, offre };
    this.#images = images;
  }

  get length() {
    return this.#images.length;
  }

  /** From the first turn on, or from the first decision where there was none: hours of waiting show nothing. */
  get begin() {
    const first = this.#images.find((image) => image.type === "slice_started") ?? this.#images[0];
    return first?.a ?? 0;
  }

  get end() {
    return this.#images.at(-1)?.a ?? 0;
  }

  image(index) {
    return this.#images[index - 1];
  }

  /** How many images are at this instant or before. */
  indexAt(instant) {
    let low = 0;
    let high = this.#images.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#images[middle].a <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Both boards after so many images, in copies of their own. */
  stateAt(index) {
    const state = structuredClone(this.#start);
    for (const image of this.#images.slice(0, index)) {
      for (const board of ["amphi", "offre"]) merge(state[board], image[board]);
    }
    return state;
  }
}

function merge(state, changes) {
  for (const [section, values] of Object.entries(changes)) {
    state[section] ??= {};
    for (const [key, value] of Object.entries(values)) {
      if (value === null) delete state[section][key];
      else state[section][key] = value;
    }
  }
}
