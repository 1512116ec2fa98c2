// Who looks: a spectator, an intern of this amphi, or the mandataire of one; and whether this person may choose (ENG-6).

export class Me {
  #board;

  /** `dataset`: rang, des and identite of the passage, mandataire where the viewer holds the procuration. */
  constructor({ rang, des, identite, mandataire }, board) {
    this.#board = board;
    this.rang = Number(rang);
    this.des = des;
    this.principal = identite;
    this.mandataire = mandataire !== undefined;
  }

  get passage() {
    return this.#board.section("passages")[this.rang] ?? {};
  }

  /** How the choice is made now, or was made; null for classique. */
  get choix() {
    return this.passage.choix ?? null;
  }

  /** With a procuration only the mandataire may choose, without one only the intern. */
  get acts() {
    return Boolean(this.passage.procuration) === this.mandataire;
  }

  /** What rules of choice need to know. */
  get interne() {
    return { des: this.des, rang: this.rang, type_choix: this.choix ?? "classique" };
  }
}
