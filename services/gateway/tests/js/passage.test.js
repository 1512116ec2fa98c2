import assert from "node:assert/strict";
import { test } from "node:test";
import { Board } from "../../../../chassis/live/static/js/board.js";
import { Me } from "../../static/js/amphi/me.js";
import { aheadOf, queue, standing, timeRuns } from "../../static/js/amphi/passage.js";

const passages = (text) => Object.fromEntries(text.split(" ").map((etat, index) => [index + 1, { etat: WORDS[etat] }]));
const WORDS = { t: "tour", w: "en_attente", r: "en_retard", c: "a_choisi", a: "absent", p: "absence_prevue", n: "n_a_pas_choisi" };

function board(text, { etat = "en_cours", rang = null } = {}) {
  const made = new Board();
  made.load({ number: 1, state: { amphi: { etat }, passages: passages(text), tour: rang ? { turn_id: "t", rang } : {} } });
  return made;
}

/** Whether `found` has all that is expected, whatever else it has. */
function holds(found, expected) {
  assert.deepEqual({ ...found, ...expected }, found);
}

test("those put back go right behind the current turn, by rank (ENG-1)", () => {
  assert.deepEqual(queue(passages("r c r t w w")), [1, 3, 5, 6]);
});

test("the number ahead counts the current turn and those put back, not planned absences", () => {
  const all = passages("c r t p w w w");
  assert.equal(aheadOf(2, all, { turn_id: "t", rang: 3 }), 1);
  assert.equal(aheadOf(5, all, { turn_id: "t", rang: 3 }), 2);
  assert.equal(aheadOf(7, all, { turn_id: "t", rang: 3 }), 4);
  assert.equal(aheadOf(1, all, {}), null);
});

test("four or fewer ahead is soon (TRN-2)", () => {
  const found = board("t w w w w w", { rang: 1 });
  holds(standing(5, found), { state: "bientot", ahead: 4, late: false });
  holds(standing(6, found), { state: "attente", ahead: 5, late: false });
});

test("who comes back late is told so (TRN-6)", () => {
  holds(standing(1, board("r t w", { rang: 2 })), { state: "bientot", ahead: 1, late: true });
});

test("nothing is soon before the amphi runs", () => {
  assert.equal(standing(1, board("w w", { etat: "ouvert" })).state, "attente");
});

test("my turn is mine alone", () => {
  const found = board("t w", { rang: 1 });
  assert.equal(standing(1, found).state, "tour");
  assert.notEqual(standing(2, found).state, "tour");
  assert.equal(standing(undefined, found).state, "spectateur");
});

test("an ended passage says how it ended", () => {
  const found = board("c a n");
  found.section("passages")[1].numero = 2931;
  holds(standing(1, found), { state: "a_choisi", numero: 2931 });
  assert.equal(standing(2, found).state, "absent");
  assert.equal(standing(3, found).state, "n_a_pas_choisi");
});

test("with a procuration the mandataire alone may choose, without one the intern alone (ENG-6)", () => {
  const found = board("t w", { rang: 1 });
  const seen = { rang: 1, des: "33", identite: "Inès MARTIN" };
  const intern = new Me(seen, found);
  const mandataire = new Me({ ...seen, mandataire: "" }, found);
  assert.deepEqual([intern.acts, mandataire.acts], [true, false]);
  found.section("passages")[1].procuration = true;
  assert.deepEqual([intern.acts, mandataire.acts], [false, true]);
  assert.equal(standing(1, found, intern).acts, false);
});

test("time runs where nobody paused and nothing froze it (ENG-4)", () => {
  assert.ok(timeRuns({ etat: "en_cours", gele: false }));
  assert.ok(!timeRuns({ etat: "en_cours", gele: true }));
  assert.ok(!timeRuns({ etat: "en_pause" }));
});
