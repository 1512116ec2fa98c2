import assert from "node:assert/strict";
import { test } from "node:test";
import { Board } from "../../../../chassis/live/static/js/board.js";
import { closedTo, reasonFor } from "../../static/js/amphi/rules.js";
import { Surnombres } from "../../static/js/amphi/surnombres.js";

const AMPHI = { amphi_id: "a", offer_id: "052027:3", regimes: ["socle"], surnombres_max: 2 };
const TAKEN = { offer_id: "052027:3", regimes: ["socle"], publie: true, pourvu: true, rang: 20, amphi: "a" };
const validant = (rang) => ({ rang, type_choix: "surnombre_validant" });

test("a surnombre validant has what somebody behind holds, in this amphi (CHX-4)", () => {
  assert.equal(closedTo(validant(10), TAKEN, AMPHI), null);
  assert.equal(closedTo(validant(30), TAKEN, AMPHI), "poste_pris_devant");
});

test("a holder of another amphi counts as ahead, whatever the rank, and is named so (CHX-9)", () => {
  const elsewhere = { ...TAKEN, amphi: "b" };
  assert.equal(closedTo(validant(10), elsewhere, AMPHI), "poste_pris_devant");
  assert.match(reasonFor("poste_pris_devant", elsewhere, AMPHI), /autre amphi du groupe/);
  assert.match(reasonFor("poste_pris_devant", TAKEN, AMPHI), /mieux classé/);
});

test("a surnombre non validant has every post, except reserved ones (CHX-3, CHX-2)", () => {
  const interne = { rang: 99, des: "34", type_choix: "surnombre_non_validant" };
  assert.equal(closedTo(interne, TAKEN, AMPHI), null);
  assert.equal(closedTo(interne, { ...TAKEN, reserve: true, des: "33" }, AMPHI), "poste_reserve");
});

test("a ward takes as many surnombres as ARS set, and limits nobody else (CHX-5)", () => {
  assert.equal(closedTo(validant(10), TAKEN, AMPHI, 2), "surnombres_complets");
  assert.equal(closedTo(validant(10), TAKEN, { ...AMPHI, surnombres_max: null }, 99), null);
  assert.equal(closedTo({ rang: 10 }, { ...TAKEN, pourvu: false }, AMPHI, 2), null);
});

test("surnombres are counted over the whole ward, anew after each change", () => {
  const offer = new Board();
  const surnombres = new Surnombres(offer);
  const postes = { 1: { imotep: "x", surnombres: 1 }, 2: { imotep: "x", surnombres: 2 }, 3: { imotep: "y", surnombres: 0 } };
  offer.load({ number: 1, state: { postes } });
  assert.deepEqual([surnombres.of("x"), surnombres.of("y"), surnombres.of("z")], [3, 0, 0]);
  offer.apply({ previous: 1, number: 2, set: { postes: { 3: { imotep: "y", surnombres: 1 } } } });
  assert.equal(surnombres.of("y"), 1);
});
