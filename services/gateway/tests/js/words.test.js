import assert from "node:assert/strict";
import { test } from "node:test";
import { stateText } from "../../static/js/amphi/words.js";

const RUNNING = { etat: "en_cours", retours_max: 3 };

test("the list says how an absent comes back, as long as the amphi runs (ENG-5)", () => {
  assert.equal(stateText({ etat: "absent" }, RUNNING), "absent, revient en se connectant");
  assert.equal(stateText({ etat: "absent", bouton: true, retours: 1 }, RUNNING), "absent, revient à sa demande");
  assert.equal(stateText({ etat: "absent", bouton: true, retours: 3 }, RUNNING), "absent, sans retour possible");
  assert.equal(stateText({ etat: "absent", bouton: true }, { ...RUNNING, retours_max: 0 }), "absent, sans retour possible");
  assert.equal(stateText({ etat: "absent" }, { ...RUNNING, etat: "termine" }), "absent");
});
