// The amphi's live page: boards, connection and views put together.
import io from "../../../../../chassis/web/static/vendor/socket.io.esm.min.js";
import { Board, catchUp } from "../../../../../chassis/live/static/js/board.js";
import { ServerClock } from "../../../../../chassis/live/static/js/clock.js";
import { Connection } from "../../../../../chassis/live/static/js/connection.js";
import { ChoiceDialog, facts } from "./choose.js";
import { Refused, send } from "./commands.js";
import { say, useIcons } from "./dom.js";
import { favouritesApi } from "./favourites-api.js";
import { FavouritesView } from "./favourites-view.js";
import { Favourites } from "./favourites.js";
import { OfferView } from "./offer.js";
import { standing, timeRuns } from "./passage.js";
import { Roster } from "./roster.js";
import { closedTo, reasonText } from "./rules.js";
import { useTabs } from "./tabs.js";
import { TurnBanner } from "./turn.js";

const page = document.querySelector("[data-amphi-page]");
const { amphiId, api, icons, rang, des } = page.dataset;
const me = rang ? { rang: Number(rang), des } : null;
useIcons(icons);

const board = new Board();
const offer = new Board();
const clock = new ServerClock();
const amphi = () => board.section("amphi");
const favourites = me ? new Favourites(favouritesApi(`${api}/favoris`)) : null;

const mayChoose = () => me !== null && standing(me.rang, board).state === "tour" && timeRuns(amphi());
const showTab = useTabs(document.querySelector("[role=tablist]"));
const dialog = me ? new ChoiceDialog(document.getElementById("confirmation"), { offer, board, choiceUrl: `${api}/choix`, onChosen: chosen }) : null;
const context = { board, offer, clock, amphi, me, favourites, mayChoose, choose: (poste, opener) => dialog.open(poste, opener), narrow };

const offerView = new OfferView(document.getElementById("postes"), context);
const favouritesView = me ? new FavouritesView(document.getElementById("favoris"), context) : null;
const roster = new Roster(document.getElementById("session"), context);
const banner = new TurnBanner(document.getElementById("tour"), { ...context, onStanding });

const connection = new Connection(
  io({ autoConnect: false, transports: ["websocket", "polling"], randomizationFactor: 0.6, reconnectionDelay: 500, reconnectionDelayMax: 8000 }),
  clock,
  {
    position: () => ({ amphi_id: amphiId, seq: board.number, version: offer.number }),
    catchUpUrl: ({ seq, version }) => `${api}/suite?${new URLSearchParams({ apres: seq ?? "", version: version ?? "" })}`,
  },
);
connection.addEventListener("caught-up", ({ detail }) => caughtUp(detail));
connection.addEventListener("delta", ({ detail }) => {
  const target = detail.board === "amphi" ? board : offer;
  if (target.apply(detail) === "gap") connection.catchUp();
});
connection.addEventListener("presence", ({ detail }) => showPresent(detail.rangs));
connection.addEventListener("state", ({ detail }) => showConnection(detail));
start();

async function start() {
  connection.open();
  if (!favourites) return;
  favourites.addEventListener("change", () => offerView.refresh());
  favourites.addEventListener("first-post", () => document.getElementById("favori-poste").showModal());
  favourites.addEventListener("failed", ({ detail }) => notice(detail));
  await favourites.load();
}

function caughtUp(answer) {
  const whole = [catchUp(board, answer.amphi), catchUp(offer, answer.offre)].every(Boolean);
  if (me) showMine(board.section("passages")[me.rang]?.numero);
  if (answer.rangs) showPresent(answer.rangs);
  page.dataset.ready = "1";
  if (!whole) connection.catchUp();
}

let last = "";
function onStanding(now) {
  dialog?.check(whyNot(now));
  const key = `${now.state}/${timeRuns(amphi())}`;
  if (key === last) return;
  last = key;
  offerView.refresh();
  favouritesView?.refresh();
  if (now.state === "a_choisi") showMine(now.numero);
}

offer.addEventListener("change", () => {
  if (me) dialog.check(whyNot(standing(me.rang, board)));
});

function whyNot(now) {
  const poste = dialog?.poste;
  if (!poste) return "";
  if (now.state !== "tour") return now.state === "a_choisi" ? "" : "Votre tour est terminé.";
  if (!timeRuns(amphi())) return "Le temps est arrêté : vous pourrez confirmer à la reprise.";
  const code = closedTo(me, { ...offer.section("postes")[poste.numero], offer_id: amphi().offer_id }, amphi());
  return code ? `${reasonText(code)} : choisissez un autre poste, votre tour continue.` : "";
}

function chosen(answer, poste) {
  connection.catchUp();
  showMine(poste.numero);
}

function showMine(numero) {
  const poste = offer.section("postes")[numero];
  const sheet = document.getElementById("mon-poste");
  if (!poste || !sheet || !sheet.hidden) return;
  sheet.querySelector("[data-facts]").replaceChildren(...facts(poste, offer.section("services")[poste.imotep]));
  sheet.hidden = false;
  sheet.focus({ preventScroll: true });
  sheet.scrollIntoView({ block: "start" });
}

function narrow(imotep) {
  showTab("postes");
  document.querySelector("[data-offer-all]").hidden = imotep === null;
  offerView.narrow(imotep);
}
document.querySelector("[data-offer-all]").addEventListener("click", () => narrow(null));

function showPresent(rangs) {
  roster.setPresent(rangs);
  say(document.querySelector("[data-present-count]"), String(rangs.length));
}

function showConnection(state) {
  const bar = document.getElementById("connexion");
  bar.dataset.state = state;
  say(bar.querySelector("p"), {
    connecte: "",
    perdu: "Connexion interrompue : la page se reconnecte et interroge le serveur toutes les 3 secondes.",
    ferme: "Votre session est terminée. Connectez-vous de nouveau pour choisir.",
  }[state]);
}

function notice(text) {
  const box = document.getElementById("messages");
  box.replaceChildren(Object.assign(document.createElement("p"), { className: "dci-message dci-message-erreur", textContent: text }));
}

for (const button of document.querySelectorAll("[data-command]")) {
  button.addEventListener("click", async () => {
    const ask = document.getElementById(button.dataset.ask ?? "");
    if (ask && !(await confirmed(ask))) return;
    try {
      await send(`${api}/${button.dataset.command}`, {});
      connection.catchUp();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      notice(error.message);
    }
  });
}

function confirmed(ask) {
  ask.returnValue = "";
  ask.showModal();
  return new Promise((resolve) => ask.addEventListener("close", () => resolve(ask.returnValue === "oui"), { once: true }));
}
