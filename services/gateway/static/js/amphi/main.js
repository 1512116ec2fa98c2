// The amphi's live page: boards, connection and views put together.
import io from "../../../../../chassis/web/static/vendor/socket.io.esm.min.js";
import { Board, catchUp } from "../../../../../chassis/live/static/js/board.js";
import { ServerClock } from "../../../../../chassis/live/static/js/clock.js";
import { Connection } from "../../../../../chassis/live/static/js/connection.js";
import { actAs, mismatch } from "./account.js";
import { afterRenouncing, choixText } from "./banner-words.js";
import { ChoiceDialog } from "./choose.js";
import { Refused, send } from "./commands.js";
import { say, useIcons } from "./dom.js";
import { favouritesApi } from "./favourites-api.js";
import { FavouritesView } from "./favourites-view.js";
import { Favourites } from "./favourites.js";
import { Me } from "./me.js";
import { Mine } from "./mine.js";
import { MyPost } from "./my-post.js";
import { OfferView } from "./offer.js";
import { standing, timeRuns } from "./passage.js";
import { ProxyBox } from "./proxy.js";
import { Roster } from "./roster.js";
import { askedAgainText } from "./refusals.js";
import { closedTo, reasonText } from "./rules.js";
import { Surnombres } from "./surnombres.js";
import { useTabs } from "./tabs.js";
import { TurnBanner } from "./turn.js";
import { redrawOnceKnown } from "./unsure.js";

const page = document.querySelector("[data-amphi-page]");
const { amphiId, api, icons, rang, compte } = page.dataset;
useIcons(icons);
actAs(compte ?? "");

const PATIENCE_MS = 1500;
const SOON_MS = 3000;
const REDRAW_MS = 8000;
const ANSWER_MS = 10_000;
let worrying = null;
let missed = false;

const board = new Board();
const offer = new Board();
const clock = new ServerClock();
const me = rang ? new Me(page.dataset, board) : null;
const amphi = () => ({ ...board.section("amphi"), amphi_id: amphiId });
const favourites = me ? new Favourites(favouritesApi(`${api}/favoris`)) : null;
const surnombres = new Surnombres(offer);

const closed = (poste) => closedTo(me?.interne ?? {}, { ...poste, offer_id: amphi().offer_id }, amphi(), surnombres.of(poste.imotep));
const mayChoose = () => me !== null && me.acts && standing(me.rang, board).state === "tour" && timeRuns(amphi());
const showTab = useTabs(document.querySelector("[role=tablist]"));
const dialog = me ? new ChoiceDialog(document.getElementById("confirmation"), { offer, me, choiceUrl: `${api}/choix`, onChosen: chosen, onLoggedOut: ({ message }) => connection.close(message) }) : null;
const context = { board, offer, clock, amphi, me, favourites, closed, mayChoose, choose: (poste, opener) => dialog.open(poste, opener), narrow };

const offerView = new OfferView(document.getElementById("postes"), context);
const favouritesView = me ? new FavouritesView(document.getElementById("favoris"), context) : null;
const myPost = me ? new MyPost(document.getElementById("mon-poste"), { ...context, notice }) : null;
const mine = me ? new Mine(document.querySelector("[data-my-facts]"), context, { url: `${api}/passage`, details: JSON.parse(page.dataset.details) }) : null;
const proxy = document.querySelector("[data-proxy]");
if (proxy) new ProxyBox(proxy, context, mine);
const roster = new Roster(document.getElementById("session"), context);
const banner = new TurnBanner(document.getElementById("tour"), { ...context, person, onStanding });

const connection = new Connection(
  io({ autoConnect: false, transports: ["websocket", "polling"], randomizationFactor: 0.6, reconnectionDelay: 500, reconnectionDelayMax: 8000 }),
  clock,
  {
    position: () => ({ amphi_id: amphiId, seq: board.number, version: offer.number }),
    catchUpUrl: ({ seq, version }) => `${api}/suite?${new URLSearchParams(known({ apres: seq, version }))}`,
  },
);
connection.addEventListener("caught-up", ({ detail }) => caughtUp(detail));
connection.addEventListener("delta", ({ detail }) => {
  if (detail.board === "amphi") follow(detail);
  else if (offer.apply(detail) === "gap") connection.catchUp();
});
connection.addEventListener("presence", ({ detail }) => showPresent(detail.rangs));
connection.addEventListener("favoris", () => favourites?.load());
connection.addEventListener("state", ({ detail }) => {
  showConnection();
  if (detail === "connecte" && missed) favourites?.load();
  missed = detail !== "connecte";
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  connection.catchUp();
  favourites?.load();
});
start();

function start() {
  connection.open();
  showConnection();
  if (!favourites) return;
  favourites.addEventListener("change", () => offerView.refresh());
  favourites.addEventListener("first-post", () => document.getElementById("favori-poste").showModal());
  favourites.addEventListener("failed", ({ detail }) => notice(detail));
  favourites.load();
}

/** Without what the page does not know yet. */
function known(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}

/** Says what a longer turn is due to, where it is mine. */
function follow(delta) {
  const { turn_id: turn, fin_a: before } = board.section("tour");
  if (board.apply(delta) === "gap") return connection.catchUp();
  const { turn_id: same, rang: whose, fin_a: now } = board.section("tour");
  if (me && whose === me.rang && same === turn && before && now) banner.lengthened(delta.cause, Math.round((now - before) / 1000));
}

function caughtUp(answer) {
  if (isNotOurs(answer.compte)) return;
  const names = board.names;
  const whole = [catchUp(board, answer.amphi), catchUp(offer, answer.offre)].every(Boolean);
  if (Object.keys(names).length && JSON.stringify(names) !== JSON.stringify(board.names)) otherCallList();
  myPost?.show();
  if (answer.rangs) showPresent(answer.rangs);
  page.dataset.ready = "1";
  if (favourites && !favourites.loaded) favourites.load();
  if (!whole) connection.catchUp();
  else if (!answer.offre) setTimeout(() => connection.catchUp(), SOON_MS);
}

/** The log-in of this page ended, or the browser is somebody else's now: the page acts and is present for nobody. */
function isNotOurs(heard) {
  const found = page.dataset.inconnu === undefined ? mismatch(compte ?? "", heard) : null;
  if (found === "redessiner") setTimeout(() => location.reload(), SOON_MS);
  else if (found) connection.close(found === "autre" ? "Ce navigateur est maintenant connecté avec un autre compte. Rechargez la page, ou connectez-vous de nouveau." : "");
  return found === "autre" || found === "expire";
}

/** ARS took another version of the call list (AMP-2): whoever has another rank in it gets another page. */
function otherCallList() {
  if (!compte) return;
  setTimeout(async () => {
    if (mine) return mine.ask();
    if ((await passageStatus()) === 200) location.reload();
  }, REDRAW_MS * Math.random());
}

/** Of a question that only who has a place here gets answered; null where nothing came. */
function passageStatus() {
  return fetch(`${api}/passage`, { signal: AbortSignal.timeout(ANSWER_MS) }).then(({ status }) => status, () => null);
}

mine?.addEventListener("expired", () => connection.close());
mine?.addEventListener("moved", () => location.reload());

let last = "";
let choix;
let said = "";
function onStanding(now, words) {
  said = words;
  if (choix !== undefined && me && choix !== me.choix && !now.numero) notice(choixText(me.choix));
  choix = me?.choix;
  dialog?.check(whyNot(now));
  if (now.numero) {
    myPost?.show();
    dialog?.conclude();
  }
  const key = [now.state, now.acts, me?.choix, timeRuns(amphi())].join("/");
  if (key === last) return;
  last = key;
  offerView.refresh();
  favouritesView?.refresh();
}

offer.addEventListener("change", () => {
  if (me) dialog.check(whyNot(standing(me.rang, board, me)));
});

function whyNot(now) {
  const poste = dialog?.poste;
  if (!poste) return "";
  if (now.state !== "tour") return now.numero ? "" : `Ce tour est terminé. ${said}`;
  if (!now.acts) return me.mandataire ? "La procuration a été annulée : vous ne pouvez plus choisir." : "Vous avez donné procuration : vous ne pouvez plus choisir.";
  if (!timeRuns(amphi())) return "Le temps est arrêté : ce poste reste sélectionné, vous pourrez confirmer à la reprise.";
  const code = closed(offer.section("postes")[poste.numero] ?? { ...poste, publie: false });
  return code ? `${reasonText(code)} : choisissez un autre poste, votre tour continue.` : "";
}

function chosen(answer, poste) {
  connection.catchUp();
  myPost.show(poste.numero);
}

/** Who looks, for the words of the banner. */
function person() {
  const { absence_motif: motif, procuration } = mine?.details ?? {};
  return { mandataire: Boolean(me?.mandataire), principal: me?.principal ?? "", motif, email: procuration?.email, accepted: procuration?.etat !== "envoyee" };
}
mine?.addEventListener("change", () => banner.update());

function narrow(imotep) {
  showTab("postes");
  document.querySelector("[data-offer-all]").hidden = imotep === null;
  offerView.narrow(imotep);
}
document.querySelector("[data-offer-all]").addEventListener("click", () => narrow(null));

function showPresent(rangs) {
  roster.setPresent(rangs);
  mine?.setPresent(rangs);
  say(document.querySelector("[data-present-count]"), String(rangs.length));
}

function showConnection() {
  clearTimeout(worrying);
  worrying = setTimeout(sayConnection, connection.state === "perdu" ? PATIENCE_MS : 0);
}

function sayConnection() {
  const { state, reason } = connection;
  const bar = document.getElementById("connexion");
  bar.dataset.state = state;
  const over = me?.mandataire ? "Votre session est terminée, ou la procuration a pris fin." : "Votre session est terminée.";
  say(bar.querySelector("p"), {
    connecte: "",
    perdu: `${reason || "Connexion interrompue :"} la page se reconnecte et interroge le serveur toutes les 3 secondes.`,
    ferme: reason || (me ? `${over} Connectez-vous de nouveau pour choisir.` : over),
  }[state]);
  bar.querySelector("[data-login]").hidden = state !== "ferme";
}

if (page.dataset.inconnu !== undefined) redrawOnceKnown(passageStatus, () => location.reload());

function notice(text) {
  banner.notice(text);
}

for (const button of document.querySelectorAll("[data-command]")) {
  button.addEventListener("click", async () => {
    const ask = document.getElementById(button.dataset.ask ?? "");
    if (ask && !(await confirmed(ask))) return;
    button.disabled = true;
    await command(button.dataset);
    button.disabled = false;
  });
}

async function command({ command: url, method }) {
  try {
    const answer = await send(url, {}, { method, waiting: (code) => notice(askedAgainText(code)) });
    notice(answer?.pris_en_compte === false ? "C’est demandé : cela prend effet dès que l’amphi répond." : "");
    connection.catchUp();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    notice(error.message);
  }
}

function confirmed(ask) {
  const left = ask.querySelector("[data-after-renouncing]");
  if (left) say(left, afterRenouncing(me.passage, amphi()));
  ask.returnValue = "";
  ask.showModal();
  return new Promise((resolve) => ask.addEventListener("close", () => resolve(ask.returnValue === "oui"), { once: true }));
}
