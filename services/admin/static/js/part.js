// Asks the server for a part of a page, within bounds of time; what went wrong comes back in its own words.

const PATIENCE_MS = 10_000;
/** Parts are HTML, errors JSON: a code and a text to show, instead of a page. */
const ACCEPTED = "application/json, text/html;q=0.9";
const SILENT = { ok: false, ended: false, code: "sans_reponse", message: "Le serveur ne répond pas.", unknown: true };
const ENDED = { ok: false, ended: true, code: "session_expiree", message: "", unknown: false };
const OURS = "Une erreur est survenue de notre côté : elle a été notée.";

/**
 * `ok` with its `html`, or what failed: `ended` (one has to log in again), `code` and `message`. An answer that
 * is not `ok` has `html` where a form came back. `unknown`: nobody can tell whether what was sent is done.
 */
export async function askPart(address, { patience = PATIENCE_MS, ...options } = {}) {
  try {
    const response = await fetch(address, {
      ...options,
      headers: { "X-Part": "1", Accept: ACCEPTED },
      signal: AbortSignal.timeout(patience),
    });
    return understood(response, await response.text());
  } catch {
    return SILENT;
  }
}

function understood({ ok, status, redirected, headers }, text) {
  if (status === 401 || redirected) return ENDED;
  const unknown = status >= 500;
  if (isJson(headers)) return { ...refusal(text), ok: false, ended: false, unknown };
  if (ok || text.includes("data-act")) return { ok, ended: false, html: text, unknown };
  return { ...SILENT, unknown };
}

function isJson(headers) {
  return headers.get("Content-Type")?.startsWith("application/json");
}

function refusal(text) {
  const { code, message } = JSON.parse(text);
  return { code, message: code === "erreur_interne" ? OURS : message };
}
