import assert from "node:assert/strict";
import { test } from "node:test";
import { after, waitingText, whatNext } from "../../static/js/amphi/refusals.js";

test("a refused choice leaves another post, this one later, or nothing (TRN-4)", () => {
  for (const code of ["poste_pourvu", "poste_pris_devant", "poste_reserve", "surnombres_complets"]) assert.equal(after(code), "autre");
  for (const code of ["amphi_en_pause", "amphi_gele", "procuration_donnee"]) assert.equal(after(code), "encore");
  for (const code of ["temps_ecoule", "vous_avez_choisi", "deja_affecte", "amphi_termine", "pas_votre_tour", "procuration_terminee", "vous_etes_affecte", "note_absent", "tour_passe", "tour_rendu", "absence_prevue"]) assert.equal(after(code), "fini");
});

test("what was selected stays so where it can still be had", () => {
  assert.match(whatNext("amphi_en_pause"), /reste sélectionné/);
  assert.equal(whatNext("poste_pourvu"), "");
});

test("a pending answer is told from a lost connection", () => {
  assert.match(waitingText("reponse_attendue"), /reçu.*se fait attendre/);
  assert.match(waitingText("autre_choix_attendu"), /Un autre choix.*Celui-ci n’est pas encore reçu/);
  assert.match(waitingText(null), /connexion est coupée/);
  assert.match(waitingText("service_indisponible"), /redemandé/);
});
