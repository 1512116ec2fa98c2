import assert from "node:assert/strict";
import { test } from "node:test";
import { afterRenouncing, choixText, detail, headline, lengthenedText, mayAskReturn, onlyArsHelps, stoppedText } from "../../static/js/amphi/banner-words.js";

const RUNNING = { etat: "en_cours", retours_max: 3 };
const NOON = Date.parse("2026-11-23T11:00:00Z");
const HOUR = 3_600_000;
const INTERN = { mandataire: false, principal: "Inès MARTIN", accepted: true };
const MANDATAIRE = { ...INTERN, mandataire: true };

/** Both lines of the banner, no-break spaces as plain ones. */
function said(now, { amphi = RUNNING, me = INTERN, tour = {}, sessions = {} } = {}) {
  const given = { now: { acts: true, passage: {}, ...now }, amphi, me, tour, sessions, at: NOON, nameOf: (rang) => `#${rang} Pierre N` };
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

test("in the last minutes everybody sees that the absent may still come back, and until when (ENG-7)", () => {
  const closing = { amphi: { ...RUNNING, fin_a: NOON + 300_000 } };
  assert.equal(said({ state: "spectateur", acts: false }, closing), "Dernières minutes de l’amphi | Tout le monde est passé ; les absents peuvent encore revenir jusqu’à 12 h 05.");
  assert.match(said({ state: "absent", passage: { bouton: true } }, closing), /^Dernières minutes pour revenir \| .*Jusqu’à 12 h 05, vous pouvez demander à passer \(3 retours possibles\)\.$/);
  assert.match(said({ state: "n_a_pas_choisi", passage: { retours: 3 } }, closing), /^Dernières minutes de l’amphi \| .*appelez l’ARS/);
  assert.match(said({ state: "a_choisi", numero: 2931 }, closing), /^Votre choix est enregistré \| Poste n° 2931\.$/);
});

test("between two sessions everybody sees which comes next, and when", () => {
  const later = { sessions: { 1: { etat: "terminee" }, 2: { etat: "prevue", debut: NOON + 2 * HOUR }, 3: { etat: "prevue", debut: NOON + 5 * HOUR } } };
  assert.equal(said({ state: "spectateur", acts: false }, later), "Entre deux sessions | La session n° 2 est prévue à 14 h 00.");
  assert.equal(said({ state: "attente", ahead: 9 }, later), "Entre deux sessions | La session n° 2 est prévue à 14 h 00. 9 internes devant vous");
  assert.match(said({ state: "bientot", ahead: 0 }, later), /C’est bientôt votre tour \| .*14 h 00\. Vous passez en premier$/);
  assert.match(said({ state: "bientot", late: true, ahead: 1 }, later), /vous revenez parmi les premiers de cette session\. 1 interne devant vous$/);
  const tomorrow = { sessions: { 1: { etat: "terminee" }, 2: { etat: "prevue", debut: NOON + 21 * HOUR } } };
  assert.match(said({ state: "spectateur" }, tomorrow), /prévue mardi 24 novembre 2026 à 9 h 00\.$/);
  assert.equal(said({ state: "spectateur" }, { sessions: { 1: { etat: "en_cours" } } }), "Entre deux passages | ");
});

test("before the start it says when", () => {
  const before = { amphi: { etat: "ouvert" }, sessions: { 1: { etat: "prevue", debut: NOON + HOUR } } };
  assert.equal(said({ state: "attente", ahead: 0 }, before), "L’amphi n’a pas commencé | Début prévu à 13 h 00. Vous passez en premier");
});

test("whoever was late comes right after the intern who chooses (TRN-6)", () => {
  const tour = { turn_id: "t", rang: 4 };
  assert.match(said({ state: "bientot", late: true, ahead: 2 }, { tour }), /vous revenez juste après l’interne qui choisit\. 2 internes devant vous$/);
  assert.match(said({ state: "bientot", ahead: 0 }, { tour }), /\| Vous passez juste après$/);
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

test("whoever has a post is told whose seconds go by", () => {
  const tour = { turn_id: "t", rang: 4 };
  assert.match(said({ state: "a_choisi", numero: 2931 }, { tour }), /\| Poste n° 2931\. #4 Pierre N choisit\.$/);
  assert.match(said({ state: "affecte", numero: 2931 }, { tour }), /vous n’avez pas à choisir\. #4 Pierre N choisit\.$/);
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

test("a mandataire reads of whom it is about, never « vous » for the intern (PRC-3)", () => {
  for (const now of [{ state: "absent" }, { state: "absent", passage: { bouton: true } }, { state: "n_a_pas_choisi" }, { state: "absent", passage: { retours: 3 } }, { state: "absence_prevue" }]) {
    assert.match(said(now, { me: MANDATAIRE }), /Inès MARTIN/);
    assert.doesNotMatch(said(now, { me: MANDATAIRE }), /Vous avez été|Votre tour|vous remettre|vous ne choisissez pas/);
  }
  assert.match(said({ state: "absent" }, { me: MANDATAIRE, amphi: { etat: "termine" } }), /Inès MARTIN n’a pas de poste/);
});

test("giving up says what is left, or who alone helps then (TRN-8, ENG-5)", () => {
  assert.match(afterRenouncing({ retours: 1 }, RUNNING), /\(2\u00a0retours possibles\)/);
  assert.match(afterRenouncing({ retours: 3 }, RUNNING), /seule l’ARS/);
});

test("the way to ARS is offered where nothing else is left", () => {
  assert.ok(!onlyArsHelps({ state: "absent", passage: {} }, RUNNING));
  assert.ok(onlyArsHelps({ state: "absent", passage: { retours: 3 } }, RUNNING));
  assert.ok(onlyArsHelps({ state: "n_a_pas_choisi", passage: {} }, { etat: "termine" }));
  assert.ok(onlyArsHelps({ state: "absence_prevue", passage: {} }, RUNNING));
  assert.ok(!onlyArsHelps({ state: "a_choisi", passage: {} }, { etat: "termine" }));
});
