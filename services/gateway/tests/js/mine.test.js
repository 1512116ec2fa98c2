import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Board } from "../../../../chassis/live/static/js/board.js";
import { Me } from "../../static/js/amphi/me.js";
import { Mine } from "../../static/js/amphi/mine.js";

const NINE = Date.parse("2026-11-23T08:00:00Z");
const NAMES = ["choix", "means", "presence", "mandataire", "retours", "session", "sessionTerm", "estimation", "estimationTerm"];
const details = (minutes, session = 1) => ({ session, estimation_de: new Date(NINE + minutes * 60_000).toISOString(), estimation_a: new Date(NINE + (minutes + 4) * 60_000).toISOString() });

let parts, board, answer, asked;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  parts = Object.fromEntries(NAMES.map((name) => [name, { dataset: { mine: name }, textContent: "", hidden: false }]));
  board = new Board();
  asked = 0;
  answer = details(5);
  globalThis.fetch = async () => {
    asked++;
    return { ok: true, json: async () => answer };
  };
  const me = new Me({ rang: "4", des: "33", identite: "Inès MARTIN" }, board);
  new Mine({ querySelectorAll: () => Object.values(parts) }, { board, me, clock: { now: () => NINE } }, { url: "/passage", details: details(5) });
  board.load({ number: 1, state: { amphi: { retours_max: 3 }, passages: { 4: { etat: "en_attente" } } } });
});

afterEach(() => mock.timers.reset());

const settled = () => new Promise((resolve) => setImmediate(resolve));
const shown = (name) => (parts[name].hidden ? null : parts[name].textContent.replaceAll("\u00a0", " "));

test("session and estimated time are there from the start", () => {
  assert.equal(shown("session"), "n° 1");
  assert.equal(shown("estimation"), "entre 9 h 05 et 9 h 09");
  assert.equal(asked, 0);
});

test("whoever waits sees the estimate follow the pace, without reloading (AMV-4)", async () => {
  answer = details(12, 2);
  mock.timers.tick(60_000);
  await settled();
  assert.equal(shown("estimation"), "entre 9 h 12 et 9 h 16");
  assert.equal(shown("session"), "n° 2");
  mock.timers.tick(60_000);
  await settled();
  assert.equal(asked, 2);
});

test("once the passage is over there is nothing to estimate, nor to ask for", async () => {
  board.apply({ previous: 1, number: 2, set: { passages: { 4: { etat: "a_choisi", numero: 2931 } } } });
  await settled();
  assert.equal(shown("estimation"), null);
  assert.equal(parts.estimationTerm.hidden, true);
  const before = asked;
  mock.timers.tick(300_000);
  await settled();
  assert.equal(asked, before);
});
