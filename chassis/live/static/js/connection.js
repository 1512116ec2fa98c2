// The live channel: one socket, found again by itself; while it is down the page polls (TRN-6).
//
// States: « connecte », « perdu » (polling), « ferme » (the log-in ended: nothing more will come).

const POLL_MS = 3000;
const CLOCK_MS = 20000;
const REFUSED_MS = 1000;
const LONGEST_REFUSED_MS = 16000;

export class Connection extends EventTarget {
  state = "perdu";
  #socket;
  #clock;
  #catchUpUrl;
  #position;
  #pollMs;
  #timer = null;
  #knocking = null;
  #refusedMs = REFUSED_MS;

  /** `position()` says where the page's boards stand; `catchUpUrl(position)` is where to ask by HTTP. */
  constructor(socket, clock, { position, catchUpUrl, pollMs = POLL_MS }) {
    super();
    this.#pollMs = pollMs;
    this.#socket = socket;
    this.#clock = clock;
    this.#position = position;
    this.#catchUpUrl = catchUpUrl;
    socket.on("connect", () => this.#join());
    socket.on("disconnect", () => this.#lost());
    socket.on("connect_error", () => this.#lost());
    socket.on("delta", (delta) => this.#tell("delta", delta));
    socket.on("presence", (presence) => this.#tell("presence", presence));
    socket.on("session_ended", () => this.#close());
    setInterval(() => this.#measure(), CLOCK_MS);
  }

  /** Opens the channel; until it stands, the page polls. */
  open() {
    this.#lost();
    this.#socket.connect();
  }

  /** Asks for what is missing, over whichever way works. */
  async catchUp() {
    if (!this.#socket.connected) return this.#poll();
    const sent = Date.now();
    const answer = await this.#ask("join", this.#position());
    if (answer) this.#caughtUp(answer, sent);
  }

  async #join() {
    this.#refusedMs = REFUSED_MS;
    clearTimeout(this.#timer);
    this.#timer = null;
    await this.catchUp();
    if (this.#socket.connected) this.#become("connecte");
    this.#measure();
  }

  #lost() {
    if (this.state === "ferme") return;
    this.#become("perdu");
    if (this.#socket.active === false) this.#knock();
    if (this.#timer === null) this.#timer = setTimeout(() => this.#pollOn(), this.#pollMs * (0.5 + Math.random()));
  }

  /** The server refused the channel, or cut it: socket.io does not come back by itself from that. */
  #knock() {
    this.#knocking ??= setTimeout(() => {
      this.#knocking = null;
      if (this.state !== "ferme") this.#socket.connect();
    }, this.#refusedMs * (0.5 + Math.random()));
    this.#refusedMs = Math.min(2 * this.#refusedMs, LONGEST_REFUSED_MS);
  }

  async #pollOn() {
    if (this.#socket.connected || this.state === "ferme") return;
    await this.#poll();
    if (this.#timer !== null) this.#timer = setTimeout(() => this.#pollOn(), this.#pollMs);
  }

  async #poll() {
    const sent = Date.now();
    try {
      const response = await fetch(this.#catchUpUrl(this.#position()), { headers: { Accept: "application/json" } });
      if (response.ok) this.#caughtUp(await response.json(), sent);
    } catch {
      this.#tell("unreachable", null);
    }
  }

  async #measure() {
    if (!this.#socket.connected) return;
    const sent = Date.now();
    const answer = await this.#ask("clock", {});
    if (answer) this.#clock.learn(sent, Date.now(), answer.now);
  }

  async #ask(event, content) {
    try {
      return await this.#socket.timeout(8000).emitWithAck(event, content);
    } catch {
      return null;
    }
  }

  #caughtUp(answer, sent) {
    this.#clock.learn(sent, Date.now(), answer.now);
    this.#tell("caught-up", answer);
  }

  #close() {
    this.#become("ferme");
    this.#socket.disconnect();
  }

  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.#tell("state", state);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
