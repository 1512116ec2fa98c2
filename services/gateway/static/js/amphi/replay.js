// « Rediffusion »: the amphi's page played from its record, without a connection (SIM-2).
import { Board } from "../../../../../chassis/live/static/js/board.js";
import { say, useIcons } from "./dom.js";
import { Film } from "./film.js";
import { OfferView } from "./offer.js";
import { Player } from "./player.js";
import { Roster } from "./roster.js";
import { closedTo } from "./rules.js";
import { useTabs } from "./tabs.js";
import { TurnBanner } from "./turn.js";

const page = document.querySelector("[data-amphi-page]");
const { amphiId, api, icons } = page.dataset;
const controls = Object.fromEntries([...document.querySelectorAll("[data-film]")].map((part) => [part.dataset.film, part]));
const HOUR = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", hour: "2-digit", minute: "2-digit", second: "2-digit" });
useIcons(icons);
start();

async function start() {
  const response = await fetch(`${api}/rejeu`, { headers: { Accept: "application/json" } });
  const told = await response.json();
  if (!response.ok) return say(controls.instant, told.message ?? "La rediffusion ne peut pas être chargée.");
  const film = new Film(told);
  const board = new Board();
  const offer = new Board();
  board.names = told.names ?? {};
  const player = new Player(film, { amphi: board, offre: offer });
  show(board, offer, player);
  drive(player, film);
  player.seek(film.begin);
  page.dataset.ready = "1";
}

function show(board, offer, clock) {
  const amphi = () => ({ ...board.section("amphi"), amphi_id: amphiId });
  const closed = (poste) => closedTo({}, { ...poste, offer_id: amphi().offer_id }, amphi());
  const nobody = { me: null, favourites: null, closed, mayChoose: () => false, person: () => ({}), onStanding: () => {} };
  const context = { board, offer, clock, amphi, ...nobody, narrow: () => {} };
  useTabs(document.querySelector("[role=tablist]"));
  new OfferView(document.getElementById("postes"), context);
  new Roster(document.getElementById("session"), context);
  new TurnBanner(document.getElementById("tour"), context);
}

function drive(player, film) {
  controls.position.max = String(film.end - film.begin);
  controls.play.addEventListener("click", () => (player.playing ? player.pause() : player.play()));
  controls.position.addEventListener("input", () => player.seek(film.begin + Number(controls.position.value)));
  controls.speed.addEventListener("change", () => (player.speed = Number(controls.speed.value)));
  controls.before.addEventListener("click", () => player.step(-1));
  controls.after.addEventListener("click", () => player.step(1));
  player.addEventListener("moved", ({ detail }) => moved(detail, film));
  player.speed = Number(controls.speed.value);
  setInterval(() => player.tick(performance.now()), 100);
  for (const control of document.querySelectorAll("[data-film]:disabled")) control.disabled = false;
}

function moved({ instant, index, playing }, film) {
  const hour = HOUR.format(new Date(instant));
  controls.position.value = String(instant - film.begin);
  controls.position.setAttribute("aria-valuetext", `${hour}, décision ${index} sur ${film.length}`);
  say(controls.instant, `${hour} · décision ${index} sur ${film.length}`);
  say(controls.play, playing ? "Pause" : "Lire");
}
