import assert from "node:assert/strict";
import { test } from "node:test";
import { ServerClock } from "../../static/js/clock.js";
import { dial, secondsLeft, spoken, worthSaying } from "../../static/js/countdown.js";

test("a device an hour late still knows the server's time", () => {
  const clock = new ServerClock(() => 1_000);
  clock.learn(900, 1_000, 3_600_950);
  assert.equal(clock.now(), 3_601_000);
});

test("the answer that travelled fastest is believed most", () => {
  const clock = new ServerClock(() => 0);
  clock.learn(0, 2_000, 6_000);
  clock.learn(0, 20, 5_010);
  clock.learn(0, 900, 9_000);
  assert.equal(clock.now(), 5_000);
});

test("without an answer yet the device's clock serves", () => {
  assert.equal(new ServerClock(() => 42).now(), 42);
});

test("a turn counts down to its deadline and no further", () => {
  const tour = { turn_id: "t", fin_a: 90_000, reste_ms: null };
  assert.equal(secondsLeft(tour, 0), 90);
  assert.equal(secondsLeft(tour, 89_001), 1);
  assert.equal(secondsLeft(tour, 95_000), 0);
});

test("where time stands, what was left is shown", () => {
  assert.equal(secondsLeft({ turn_id: "t", reste_ms: 41_200 }, 999_999), 42);
});

test("between turns there is nothing to count", () => {
  assert.equal(secondsLeft({}, 0), null);
  assert.equal(secondsLeft({ turn_id: "t" }, 0), null);
  assert.equal(spoken(null), "—");
});

test("seconds are written as they are said", () => {
  assert.equal(spoken(59), "59\u00a0s");
  assert.equal(spoken(60), "1\u00a0min");
  assert.equal(spoken(95), "1\u00a0min\u00a035\u00a0s");
  assert.equal(dial(87), "87\u00a0s");
  assert.equal(dial(125), "2:05");
});

test("a screen reader is told half minutes, ten, and the last five", () => {
  const said = [90, 60, 31, 30, 11, 10, 9, 6, 5, 4, 1, 0].filter(worthSaying);
  assert.deepEqual(said, [90, 60, 30, 10, 5, 4, 1, 0]);
});
