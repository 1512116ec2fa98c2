// The control room moves by itself: when an amphi does, its part is fetched and patched in place.
import io from "../../../../chassis/web/static/vendor/socket.io.esm.min.js";
import { ServerClock } from "../../../../chassis/live/static/js/clock.js";
import { Connection } from "../../../../chassis/live/static/js/connection.js";
import { dial } from "../../../../chassis/live/static/js/countdown.js";
import { useDialog } from "./dialog.js";
import { patch } from "./patch.js";

const TICK_MS = 250;
const GATHER_MS = 120;
const POLL_MS = 2000;
const EVERY_MS = 20000;
const PATIENCE_MS = 1500;

const live = document.querySelector("[data-live]");
const { part, suite } = live.dataset;
const amphis = live.dataset.amphis.split(" ").filter(Boolean);
const clock = new ServerClock();
let planned = null;
let fetching = false;
let again = false;
let worrying = null;

const connection = new Connection(
  io({ autoConnect: false, transports: ["websocket", "polling"], randomizationFactor: 0.6, reconnectionDelay: 500, reconnectionDelayMax: 8000 }),
  clock,
  { position: () => ({ amphis }), catchUpUrl: () => suite, pollMs: POLL_MS },
);
connection.addEventListener("caught-up", refresh);
connection.addEventListener("delta", refresh);
connection.addEventListener("state", ({ detail }) => showConnection(detail));
useDialog(document.getElementById("agir"), document.getElementById("resultat"), refresh);
setInterval(tick, TICK_MS);
setInterval(refresh, Number(live.dataset.every ?? EVERY_MS));
tick();
showConnection(connection.state);
connection.open();

function refresh() {
  planned ??= setTimeout(load, GATHER_MS);
}

async function load() {
  planned = null;
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  try {
    const response = await fetch(part, { headers: { "X-Part": "1" } });
    if (response.status === 401) showConnection("ferme");
    else if (response.ok) {
      patch(live, await response.text());
      tick();
    }
  } catch {
    showConnection("perdu");
  } finally {
    fetching = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

function tick() {
  const now = clock.now();
  for (const each of document.querySelectorAll("[data-countdown]")) {
    const left = each.dataset.left ?? each.dataset.endsAt - now;
    const text = dial(Math.max(0, Math.ceil(left / 1000)));
    if (each.textContent !== text) each.textContent = text;
  }
}

function showConnection(state) {
  clearTimeout(worrying);
  worrying = setTimeout(() => say(state), state === "perdu" ? PATIENCE_MS : 0);
}

function say(state) {
  const bar = document.getElementById("connexion");
  bar.dataset.state = state;
  bar.querySelector("p").textContent = {
    connecte: "",
    perdu: "Connexion interrompue : la page se reconnecte et interroge le serveur toutes les 2 secondes.",
    ferme: "Votre session est terminée.",
  }[state];
  bar.querySelector("[data-login]").hidden = state !== "ferme";
}
