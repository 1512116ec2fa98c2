import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { ServerClock } from "../../static/js/clock.js";
import { Connection } from "../../static/js/connection.js";

class Socket extends EventTarget {
  connected = false;
  active = true;
  connects = 0;
  asked = [];
  answer = { now: 5_000 };
  handlers = {};

  on(event, handler) {
    this.handlers[event] = handler;
  }

  timeout() {
    return this;
  }

  async emitWithAck(event, content) {
    this.asked.push([event, content]);
    return this.answer;
  }

  connect() {
    this.connects++;
    this.active = true;
  }

  disconnect() {
    this.connected = false;
  }

  up() {
    this.connected = true;
    return this.handlers.connect();
  }

  refused() {
    this.active = false;
    this.handlers.connect_error(new Error("Connection rejected by server"));
  }

  down() {
    this.connected = false;
    this.handlers.disconnect();
  }
}

let socket, connection, states, polled;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  polled = [];
  globalThis.fetch = async (url) => {
    polled.push(url);
    return { ok: true, json: async () => ({ now: 5_000 }) };
  };
  socket = new Socket();
  connection = new Connection(socket, new ServerClock(), { position: () => ({ seq: 3 }), catchUpUrl: ({ seq }) => `/suite?apres=${seq}` });
  states = [];
  connection.addEventListener("state", ({ detail }) => states.push(detail));
});

afterEach(() => mock.timers.reset());

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("on connecting it joins with where its boards stand", async () => {
  connection.open();
  await socket.up();
  assert.deepEqual(socket.asked[0], ["join", { seq: 3 }]);
  assert.deepEqual(states, ["connecte"]);
});

test("while the channel is down it polls, and stops when it is back", async () => {
  connection.open();
  await socket.up();
  socket.down();
  assert.equal(connection.state, "perdu");
  mock.timers.tick(5_000);
  await settled();
  assert.deepEqual(polled, ["/suite?apres=3"]);
  mock.timers.tick(3_000);
  await settled();
  assert.equal(polled.length, 2);

  await socket.up();
  mock.timers.tick(60_000);
  await settled();
  assert.equal(polled.length, 2);
  assert.deepEqual(states, ["connecte", "perdu", "connecte"]);
});

test("a server that does not answer a poll is asked again", async () => {
  globalThis.fetch = async () => {
    polled.push("away");
    throw new TypeError("fetch failed");
  };
  connection.open();
  mock.timers.tick(5_000);
  await settled();
  mock.timers.tick(3_000);
  await settled();
  assert.equal(polled.length, 2);
});

test("a session that ended closes for good", async () => {
  connection.open();
  await socket.up();
  socket.handlers.session_ended();
  socket.down();
  mock.timers.tick(60_000);
  await settled();
  assert.equal(connection.state, "ferme");
  assert.deepEqual(polled, []);
});

test("a channel that the server refused is asked for again, at longer and longer intervals, until it stands (LIV-3)", async () => {
  connection.open();
  assert.equal(socket.connects, 1);
  const waits = [];
  for (let n = 2; n < 8; n++) {
    socket.refused();
    let waited = 0;
    while (socket.connects < n && waited < 60_000) {
      mock.timers.tick(500);
      waited += 500;
    }
    waits.push(waited);
  }
  assert.equal(socket.connects, 7);
  assert.ok(waits[0] <= 1_500 && waits.at(-1) >= 8_000, `${waits}`);

  await socket.up();
  assert.equal(connection.state, "connecte");
  mock.timers.tick(60_000);
  assert.equal(socket.connects, 7);
});

test("an ended log-in does not ask for its channel again", async () => {
  connection.open();
  await socket.up();
  socket.handlers.session_ended();
  socket.active = false;
  socket.down();
  mock.timers.tick(60_000);
  assert.equal(socket.connects, 1);
});

for (const [what, answer, reason] of [
  ["is refused", { now: 5_000, error: { code: "indisponible", message: "Les amphis sont inaccessibles." } }, "Les amphis sont inaccessibles."],
  ["is not answered", null, ""],
]) {
  test(`a join that ${what} is no channel: the page polls, says why, and asks again until it is let in (TRN-6)`, async () => {
    socket.answer = answer;
    connection.open();
    await socket.up();
    assert.deepEqual([connection.state, connection.reason], ["perdu", reason]);
    mock.timers.tick(5_000);
    await settled();
    assert.equal(polled.length, 1);

    socket.answer = { now: 5_000 };
    mock.timers.tick(3_000);
    await settled();
    assert.deepEqual([connection.state, connection.reason], ["connecte", ""]);
    const before = polled.length;
    mock.timers.tick(60_000);
    await settled();
    assert.equal(polled.length, before);
  });
}

test("what a page closes stays closed, with its reason", async () => {
  connection.open();
  await socket.up();
  connection.close("Un autre compte est connecté.");
  socket.down();
  mock.timers.tick(60_000);
  await settled();
  assert.deepEqual([connection.state, connection.reason, polled.length], ["ferme", "Un autre compte est connecté.", 0]);
});
