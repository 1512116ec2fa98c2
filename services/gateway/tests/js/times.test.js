import assert from "node:assert/strict";
import { test } from "node:test";
import { clockTime, range, when } from "../../static/js/amphi/times.js";

test("times are those of Paris, with the date where it is not today", () => {
  const morning = Date.parse("2026-12-01T08:05:00Z");
  assert.equal(clockTime(morning), "9\u00a0h\u00a005");
  assert.equal(when(morning, morning + 1), "à 9\u00a0h\u00a005");
  assert.equal(when(morning, morning - 24 * 3_600_000), "mardi 1er\u00a0décembre 2026 à 9\u00a0h\u00a005");
  assert.equal(range(morning, morning + 420_000, morning), "entre 9\u00a0h\u00a005 et 9\u00a0h\u00a012");
  assert.equal(range(morning, morning + 420_000, 0), "mardi 1er\u00a0décembre 2026 entre 9\u00a0h\u00a005 et 9\u00a0h\u00a012");
  assert.equal(clockTime(Date.parse("2027-05-03T22:30:00Z")), "0\u00a0h\u00a030");
});
