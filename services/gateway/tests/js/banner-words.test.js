import assert from "node:assert/strict";
import { test } from "node:test";
import { choixText, detail, headline, lengthenedText, mayAskReturn, stoppedText } from "../../static/js/amphi/banner-words.js";

const RUNNING = { etat: "en_cours", retours_max: 3 };
const INTERN = { mandataire: false, principal: "Inès MARTIN", accepted: true };
const MANDATAIRE = { ...INTERN, mandataire: true };

/** Both lines of the banner, no-break spaces as plain ones. */
function said(now, { amphi = RUNNING, me = INTERN, tour = {} } = {}) {
  const given = { now: { acts: true, passage: {}, ...now }, amphi, me, tour, nameOf: (rang) => `#${rang} Pierre N` };
  return `${headline(given)} | ${detail(given)}`.replaceAll("\u00a0", " ");
}

test("my turn, and the turn of whom I choose for", () => {
  assert.equal(said({ state: "tour" }), "C’est votre tour | Touchez « Choisir » sur un poste, puis confirmez.");
  assert.match(said({ state: "tour" }, { me: MANDATAIRE }), /^À vous de choisir pour Inès MARTIN \| Touchez/);
});

test("with a procuration my turn says who chooses, and how I could again (PRC-1, PRC-4)", () => {
  const given = { ...INTERN, email: "camille@exemple.fr" };
  assert.match(said({ state: "tour", acts: false }, { me: given }), /par procuration \| camille@exemple\.fr choisit pour vous.*annulez la procuration/);
  assert.match(said({ state: "tour", acts: false }, { me: { ...given, accepted: false } }), /n’a pas encore accepté : personne ne peut choisir/);
  assert.match(said({ state: "tour", acts: false }, { me: MANDATAIRE }), /La procuration a été annulée \| Inès MARTIN choisit de nouveau/);
});

test("each reason why time stands has its own words (ENG-4, G-4, G-6)", () => {
  assert.match(stoppedText({ etat: "en_pause", motif: "Vérification d’un poste" }), /^Motif : Vérification d’un poste\. Le temps est arrêté/);
  assert.match(stoppedText({ etat: "en_pause", pause_moteur: true }), /Le service a été interrompu un moment ; l’ARS va reprendre\./);
  assert.match(stoppedText({ etat: "en_cours", gele: true }), /Les postes sont momentanément inaccessibles\..*de lui-même/);
  assert.match(stoppedText({ etat: "en_pause", motif: "Repas.", gele: true }), /^Motif : Repas\. Le.*eux aussi inaccessibles/);
  assert.equal(stoppedText(RUNNING), "");
  assert.match(said({ state: "tour" }, { amphi: { etat: "en_pause", motif: "x" } }), /C’est votre tour.*Vous pourrez choisir dès la reprise/);
  assert.doesNotMatch(said({ state: "attente", ahead: 9 }, { amphi: { etat: "en_pause" } }), /Vous pourrez choisir/);
});

test("an absent learns how to come back, and how often (ENG-5)", () => {
  assert.match(said({ state: "absent", passage: { bouton: true, retours: 1 } }), /vous pouvez demander à passer \(2 retours possibles\)/);
  assert.match(said({ state: "absent", passage: {} }), /Vous revenez dans la file de vous-même/);
  assert.match(said({ state: "absent", acts: false, passage: {} }), /dès que votre mandataire se connecte/);
  assert.match(said({ state: "n_a_pas_choisi", passage: { retours: 3 } }), /Vos retours sont utilisés : appelez l’ARS/);
  assert.match(said({ state: "absent", passage: {} }, { amphi: { etat: "termine" } }), /qui seule peut encore vous affecter/);
});

test("the button that brings back is there while returns are left", () => {
  const now = { state: "absent", acts: true, passage: { retours: 2 } };
  assert.ok(mayAskReturn(now, RUNNING));
  assert.ok(!mayAskReturn({ ...now, passage: { retours: 3 } }, RUNNING));
  assert.ok(!mayAskReturn({ ...now, acts: false }, RUNNING));
  assert.ok(!mayAskReturn(now, { ...RUNNING, etat: "termine" }));
  assert.ok(!mayAskReturn({ ...now, state: "a_choisi" }, RUNNING));
});

test("what ARS did beforehand is said (CHX-8)", () => {
  assert.match(said({ state: "affecte", numero: 2931 }), /L’ARS vous a affecté un poste \| Poste n° 2931, en dehors du choix/);
  assert.match(said({ state: "absence_prevue" }, { me: { ...INTERN, motif: "disponibilité" } }), /absence prévue \(disponibilité\)/);
  assert.match(said({ state: "a_choisi", numero: 2931, passage: { choix: "surnombre_validant" } }), /Poste n° 2931, en surnombre validant/);
});

test("a type de choix accepted meanwhile is said, and stays in sight (STA-3)", () => {
  assert.match(choixText("surnombre_validant"), /maintenant en surnombre validant/);
  assert.match(choixText(null), /de nouveau en classique/);
  assert.match(said({ state: "tour", passage: { choix: "surnombre_validant" } }), /Choix en surnombre validant\.$/);
});

test("time that comes by itself says where from", () => {
  assert.match(lengthenedText("reprise", 12), /interrompu un moment : ce temps est rendu, 12\u00a0secondes de plus/);
  assert.match(lengthenedText("time_added", 60), /L’ARS ajoute du temps/);
  assert.equal(lengthenedText("holder_seen", 9), "");
});
