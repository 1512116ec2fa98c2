// The list moves by itself: the lines on screen are asked for every ten seconds or so, and patched in (AFF-1).
// Filters and what is typed in them are not part of it; a page that nobody sees asks for nothing.
import { inPlace } from "./in-place.js";

const EVERY_MS = 10_000;
const PATIENCE_MS = 10_000;
const BEHIND = "La liste n’est pas à jour : le serveur ne répond pas. Elle se remettra à jour d’elle-même.";

let timer = null;
let asking = false;

plan();
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && timer === null) look();
});

/** Not all pages at the same moment. */
function plan() {
  timer = setTimeout(look, EVERY_MS * (0.8 + 0.4 * Math.random()));
}

async function look() {
  timer = null;
  if (document.hidden || asking) return;
  asking = true;
  const before = shown();
  const fresh = await lines(before.dataset.part);
  asking = false;
  plan();
  sayBehind(!fresh);
  if (fresh && before === shown()) show(before, fresh);
}

async function lines(address) {
  try {
    const response = await fetch(address, { headers: { "X-Part": "1" }, signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html").getElementById("lignes") : null;
  } catch {
    return null;
  }
}

/** Filters, sorts and pages put other lines in their place. */
function shown() {
  return document.getElementById("lignes");
}

function show(before, fresh) {
  const { nombre } = fresh.dataset;
  if (nombre !== before.dataset.nombre) document.getElementById("nombre").textContent = nombre;
  inPlace(() => shown().querySelectorAll("tbody tr"), () => globalThis.Idiomorph.morph(before, fresh));
  globalThis.htmx?.process(shown());
}

function sayBehind(behind) {
  const box = document.getElementById("retard");
  if (behind === box.hasChildNodes()) return;
  const text = Object.assign(document.createElement("p"), { className: "dci-message dci-message-attention", textContent: BEHIND });
  inPlace(() => shown().querySelectorAll("tbody tr"), () => box.replaceChildren(...(behind ? [text] : [])));
}
