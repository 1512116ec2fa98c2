// The control room moves by itself: when an amphi does, its part is fetched and patched in place.
import io from "../../../../chassis/web/static/vendor/socket.io.esm.min.js";
import { ServerClock } from "../../../../chassis/live/static/js/clock.js";
import { Connection } from "../../../../chassis/live/static/js/connection.js";
import { dial } from "../../../../chassis/live/static/js/countdown.js";
import { Announcer } from "./announcer.js";
import { ConnectionBar } from "./connection-bar.js";
import { useDialog } from "./dialog.js";
import { Loader } from "./loader.js";
import { patch } from "./patch.js";

const TICK_MS = 250;
const POLL_MS = 2000;
const EVERY_MS = 20000;

const live = document.querySelector("[data-live]");
const { part, suite, every = EVERY_MS } = live.dataset;
const clock = new ServerClock();
const bar = new ConnectionBar(document.getElementById("connexion"));
const announcer = new Announcer(document.getElementById("annonce"), () => live.querySelectorAll("[data-room]"));
let joined = "";

const connection = new Connection(
  io({ autoConnect: false, transports: ["websocket", "polling"], randomizationFactor: 0.6, reconnectionDelay: 500, reconnectionDelayMax: 8000 }),
  clock,
  { position, catchUpUrl: () => suite, pollMs: POLL_MS },
);
const loader = new Loader(part, { show: moved, told: showState });
const refresh = () => loader.refresh();
connection.addEventListener("caught-up", refresh);
connection.addEventListener("delta", refresh);
connection.addEventListener("state", showState);
useDialog(document.getElementById("agir"), document.getElementById("resultat"), { done: refresh, logIn: () => location.assign(bar.login) });
setInterval(tick, TICK_MS);
setInterval(refresh, Number(every));
tick();
showState();
connection.open();

/** The amphis to hear of: those that the part names, which may be others each time. */
function amphis() {
  return (live.querySelector("[data-amphis]") ?? live).dataset.amphis;
}

function position() {
  joined = amphis();
  return { amphis: joined.split(" ").filter(Boolean) };
}

function moved(html) {
  patch(live, html);
  tick();
  announcer.look();
  if (amphis() !== joined) connection.catchUp();
}

function tick() {
  const now = clock.now();
  for (const each of document.querySelectorAll("[data-countdown]")) {
    const left = each.dataset.left ?? each.dataset.endsAt - now;
    const text = dial(Math.max(0, Math.ceil(left / 1000)));
    if (each.textContent !== text) each.textContent = text;
  }
}

function showState() {
  bar.show(connection, loader);
}
