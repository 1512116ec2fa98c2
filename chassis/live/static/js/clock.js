// The server's time, whatever the device's clock (TRN-3). The answer that travelled fastest is believed most.

const REMEMBERED = 8;

export class ServerClock {
  #now;
  #samples = [];

  constructor(now = () => Date.now()) {
    this.#now = now;
  }

  /** Learns from a question asked at `sent` and answered at `received` (device's time) with the server's `time`. */
  learn(sent, received, time) {
    this.#samples.push({ trip: received - sent, offset: time - (sent + received) / 2 });
    if (this.#samples.length > REMEMBERED) this.#samples.shift();
  }

  get offset() {
    if (!this.#samples.length) return 0;
    return this.#samples.reduce((best, each) => (each.trip < best.trip ? each : best)).offset;
  }

  now() {
    return this.#now() + this.offset;
  }
}
