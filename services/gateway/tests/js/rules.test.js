import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { closedTo, reasonText } from "../../static/js/amphi/rules.js";

const { cases } = JSON.parse(readFileSync(new URL("../../../../tests/contract/chx_cases.json", import.meta.url)));

for (const { rule, name, amphi, interne, poste, surnombres, refus } of cases) {
  test(`${rule}: ${name}`, () => {
    assert.equal(closedTo(interne, poste, amphi, surnombres), refus);
    if (refus) assert.ok(reasonText(refus));
  });
}
