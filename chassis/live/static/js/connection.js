// The live channel: one socket, found again by itself; while it is down, or its join unanswered, the page polls (TRN-6).
//
// States: « connecte », « perdu » (polling), « ferme » (the log-in ended: nothing more will come).

const POLL_MS = 3000;
const CLOCK_MS = 20000;
const REFUSED_MS = 1000;
const LONGEST_REFUSED_MS = 16000;
const ANSWER_MS = 8000;

export class Connection extends EventTarget {
  state = "perdu";
  /** What the server said of it, where it could. */
  reason = "";
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
    socket.on("favoris", () => this.#tell("favoris", null));
    socket.on("session_ended", () => this.close());
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
    if (answer?.now === undefined || answer.error) return this.#lost(answer?.error?.message);
    this.#caughtUp(answer, sent);
    this.#stands();
  }

  /** The log-in ended, or is somebody else's now: nothing more will come. */
  close(reason = "") {
    this.#become("ferme", reason);
    this.#socket.disconnect();
  }

  async #join() {
    await this.catchUp();
    this.#measure();
  }

  #stands() {
    if (!this.#socket.connected || this.state === "ferme") return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#refusedMs = REFUSED_MS;
    this.#become("connecte");
  }

  #lost(reason = "") {
    if (this.state === "ferme") return;
    this.#become("perdu", reason);
    if (this.#socket.connected || this.#socket.active === false) this.#knock();
    this.#timer ??= setTimeout(() => this.#pollOn(), this.#pollMs * (0.5 + Math.random()));
  }

  /** The server refused the channel, cut it, or did not let in: socket.io does not come back by itself from that. */
  #knock() {
    if (this.#knocking !== null) return;
    this.#knocking = setTimeout(() => {
      this.#knocking = null;
      if (this.state !== "perdu") return;
      if (this.#socket.connected) this.catchUp();
      else this.#socket.connect();
    }, this.#refusedMs * (0.5 + Math.random()));
    this.#refusedMs = Math.min(2 * this.#refusedMs, LONGEST_REFUSED_MS);
  }

  async #pollOn() {
    if (this.state !== "perdu") return;
    await this.#poll();
    if (this.#timer !== null) this.#timer = setTimeout(() => this.#pollOn(), this.#pollMs);
  }

  async #poll() {
    const sent = Date.now();
    try {
      const response = await fetch(this.#catchUpUrl(this.#position()), { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(ANSWER_MS) });
      if (response.ok) this.#caughtUp(await response.json(), sent);
    } catch {
      // Asked again soon; the state says that the connection is lost.
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
      return await this.#socket.timeout(ANSWER_MS).emitWithAck(event, content);
    } catch {
      return null;
    }
  }

  #caughtUp(answer, sent) {
    this.#clock.learn(sent, Date.now(), answer.now);
    this.#tell("caught-up", answer);
  }

  #become(state, reason = "") {
    if (this.state === state && this.reason === reason) return;
    this.state = state;
    this.reason = reason;
    this.#tell("state", state);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
