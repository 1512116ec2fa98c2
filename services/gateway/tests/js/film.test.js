import assert from "node:assert/strict";
import { test } from "node:test";
import { Board } from "../../../../chassis/live/static/js/board.js";
import { Film } from "../../static/js/amphi/film.js";
import { Player } from "../../static/js/amphi/player.js";

const image = (seq, a, type, amphi = {}, offre = {}) => ({ seq, a, type, amphi, offre });
const TOLD = {
  amphi: { amphi: { etat: "valide" }, passages: { 1: { etat: "en_attente" }, 2: { etat: "en_attente" } } },
  offre: { postes: { 7: { pourvu: false } } },
  images: [
    image(1, 1000, "validated"),
    image(2, 50_000, "slice_started", { amphi: { etat: "en_cours" } }),
    image(3, 50_000, "turn_announced", { passages: { 1: { etat: "tour" } } }),
    image(4, 60_000, "chosen", { passages: { 1: { etat: "a_choisi", numero: 7 } } }, { postes: { 7: { pourvu: true } } }),
    image(5, 70_000, "ended", { amphi: { etat: "termine", motif: null } }),
  ],
};

function playing(told = TOLD) {
  const boards = { amphi: new Board(), offre: new Board() };
  const film = new Film(told);
  const player = new Player(film, boards);
  player.seek(film.begin);
  return { film, player, boards, etat: () => boards.amphi.section("passages")[1].etat, taken: () => boards.offre.section("postes")[7].pourvu };
}

test("a film begins where the first session started, not where the amphi was validated", () => {
  const { film, player, etat } = playing();
  assert.deepEqual([film.begin, film.end, player.index, etat()], [50_000, 70_000, 3, "tour"]);
});

test("time runs as fast as one likes, and the boards follow it", () => {
  const { player, etat, taken } = playing();
  player.speed = 10;
  player.play();
  player.tick(0);
  player.tick(900);
  assert.deepEqual([player.now(), etat(), taken()], [59_000, "tour", false]);
  player.tick(1000);
  assert.deepEqual([player.now(), etat(), taken()], [60_000, "a_choisi", true]);
});

test("any instant can be shown, also one before", () => {
  const { player, etat, taken, boards } = playing();
  player.seek(70_000);
  assert.equal(boards.amphi.section("amphi").etat, "termine");
  player.seek(55_000);
  assert.deepEqual([etat(), taken(), boards.amphi.section("amphi").etat], ["tour", false, "en_cours"]);
});

test("it stands while paused, and at its end; playing again begins anew", () => {
  const { player } = playing();
  player.tick(0);
  player.tick(5000);
  assert.equal(player.now(), 50_000);
  player.speed = 60;
  player.play();
  player.tick(6000);
  player.tick(9000);
  assert.deepEqual([player.now(), player.playing], [70_000, false]);
  player.play();
  assert.deepEqual([player.now(), player.playing], [50_000, true]);
});

test("one decision at a time, forwards and back", () => {
  const { player } = playing();
  player.step(1);
  assert.deepEqual([player.index, player.now()], [4, 60_000]);
  player.step(-1);
  assert.deepEqual([player.index, player.now()], [3, 50_000]);
  player.step(-1);
  assert.equal(player.now(), 50_000);
});

test("what was played changes nothing of the film", () => {
  const { player, film } = playing();
  player.seek(70_000);
  assert.equal(film.stateAt(0).amphi.passages[1].etat, "en_attente");
  assert.equal(TOLD.amphi.passages[1].etat, "en_attente");
});
