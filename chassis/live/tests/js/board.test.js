import assert from "node:assert/strict";
import { test } from "node:test";
import { Board, catchUp, touches } from "../../static/js/board.js";

function board() {
  const made = new Board();
  made.load({ number: 10, state: { tour: { rang: 1 }, passages: { 1: { etat: "tour" } } }, names: { 1: "Awa P" } });
  return made;
}

const delta = (number, set, more = {}) => ({ number, previous: number - 1, set, reload: false, ...more });

test("the next delta is applied; a key set to null goes", () => {
  const found = board();
  assert.equal(found.apply(delta(11, { tour: { rang: null }, passages: { 1: { etat: "a_choisi" } } })), "applied");
  assert.deepEqual(found.state, { tour: {}, passages: { 1: { etat: "a_choisi" } } });
  assert.equal(found.number, 11);
});

test("a delta known already changes nothing", () => {
  const found = board();
  assert.equal(found.apply(delta(10, { tour: { rang: 9 } })), "stale");
  assert.equal(found.section("tour").rang, 1);
});

test("a missing delta is a gap and changes nothing", () => {
  const found = board();
  assert.equal(found.apply(delta(12, { tour: { rang: 9 } })), "gap");
  assert.equal(found.number, 10);
  assert.equal(found.section("tour").rang, 1);
});

test("a delta over several numbers follows where it starts from", () => {
  const found = board();
  assert.equal(found.apply({ previous: 10, number: 15, set: {}, reload: false }), "applied");
  assert.equal(found.number, 15);
});

test("a delta that asks to reload is a gap", () => {
  assert.equal(board().apply(delta(11, {}, { reload: true })), "gap");
});

test("before the snapshot everything is a gap", () => {
  assert.equal(new Board().apply(delta(1, {})), "gap");
});

test("those who listen hear which sections changed, null for all", () => {
  const found = board();
  const heard = [];
  found.addEventListener("change", ({ detail }) => heard.push(detail));
  found.apply(delta(11, { tour: { rang: 2 } }));
  found.load({ number: 12, state: {} });
  assert.deepEqual(heard, [{ tour: { rang: 2 } }, null]);
  assert.ok(touches(null, "tour") && touches({ tour: {} }, "tour") && !touches({ tour: {} }, "passages"));
});

test("a new section appears with its first change", () => {
  const found = board();
  found.apply(delta(11, { sessions: { 1: { etat: "en_cours" } } }));
  assert.equal(found.section("sessions")[1].etat, "en_cours");
});

test("catching up takes a snapshot, or deltas in order, and says whether a gap is left", () => {
  const found = board();
  assert.ok(catchUp(found, { deltas: [delta(11, {}), delta(12, {})] }));
  assert.equal(found.number, 12);
  assert.ok(!catchUp(found, { deltas: [delta(15, {})] }));
  assert.ok(catchUp(found, { snapshot: { number: 20, state: {}, names: {} } }));
  assert.equal(found.number, 20);
});
