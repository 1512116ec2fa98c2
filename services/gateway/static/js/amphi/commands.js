// Commands that may be sent again: one key from the first try to the answer, so that nothing is done twice (G-3).
import { asAccount } from "./account.js";

const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 3000;
const PATIENCE_MS = 120_000;
const ANSWER_MS = 10_000; // the services answer or give up well before

export class Refused extends Error {
  constructor(status, { code, message }) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Sends a command until it is answered. A network fault, a fault of the server (500 and more, also of what stands before it)
 * and an answer that cannot be read leave the outcome unknown: it is asked again with the same key.
 * `waiting(code)` is called before each new try: the code of what was answered, null where nothing came back.
 */
export async function send(url, content, { method = "POST", fetch = globalThis.fetch, key = newKey(), pause = wait, waiting = () => {} } = {}) {
  let waited = 0;
  for (let next = FIRST_PAUSE_MS; ; next = Math.min(2 * next, LONGEST_PAUSE_MS)) {
    const answer = await attempted(url, content, { method, fetch, key });
    if (answer?.certain) return outcome(answer);
    if (waited >= PATIENCE_MS) throw new Refused(503, UNKNOWN);
    waiting(answer && (answer.body?.code ?? ""));
    await pause(next);
    waited += next;
  }
}

const UNKNOWN = {
  code: "sans_reponse",
  message: "Le serveur ne répond pas. Votre demande a peut-être été reçue : l’amphi à l’écran fait foi.",
};

async function attempted(url, content, { method, fetch, key }) {
  try {
    const response = await fetch(url, {
      method,
      headers: { "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": key, ...asAccount() },
      body: JSON.stringify(content),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return await read(response);
  } catch {
    return null;
  }
}

async function read(response) {
  const { ok, status } = response;
  if (status === 204) return { ok, status, body: null, certain: true };
  const body = await response.json().catch(() => undefined);
  return { ok, status, body, certain: status < 500 && typeof body === "object" && body !== null };
}

function outcome({ ok, status, body }) {
  if (!ok) throw new Refused(status, body);
  return body;
}

/** A key nobody else makes; `randomUUID` alone is missing outside TLS. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function wait(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
