// How many surnombres each ward has (CHX-5), counted once for each state of the offer.

export class Surnombres {
  #offer;
  #counts = null;

  constructor(offer) {
    this.#offer = offer;
    offer.addEventListener("change", () => (this.#counts = null));
  }

  of(imotep) {
    this.#counts ??= this.#count();
    return this.#counts.get(imotep) ?? 0;
  }

  #count() {
    const counts = new Map();
    for (const { imotep, surnombres } of Object.values(this.#offer.section("postes"))) {
      counts.set(imotep, (counts.get(imotep) ?? 0) + (surnombres ?? 0));
    }
    return counts;
  }
}
