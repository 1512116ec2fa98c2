import assert from "node:assert/strict";
import { test } from "node:test";
import { actAs, asAccount, mismatch } from "../../static/js/amphi/account.js";

test("a page tells for whom it asks, a stranger's for nobody (ENG-6)", () => {
  assert.deepEqual(asAccount(), {});
  actAs("7f");
  assert.deepEqual(asAccount(), { "Dci-Compte": "7f" });
  actAs("");
});

test("a page drawn for somebody else is told apart from one whose log-in ended", () => {
  assert.equal(mismatch("7f", "7f"), null);
  assert.equal(mismatch("", ""), null);
  assert.equal(mismatch("7f", null), null, "nobody can tell");
  assert.equal(mismatch("7f", undefined), null, "a server of the version before");
  assert.equal(mismatch("7f", ""), "expire");
  assert.equal(mismatch("7f", "8a"), "autre");
  assert.equal(mismatch("", "8a"), "redessiner");
});
