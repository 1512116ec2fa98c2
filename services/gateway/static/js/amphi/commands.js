// Commands that may be sent again: one key from the first try to the answer, so that nothing is done twice (G-3).

const RETRIES = 6;
const FIRST_PAUSE_MS = 400;

export class Refused extends Error {
  constructor(status, { code, message }) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Sends a command until it is answered; a network fault or « unavailable » is unknown, and asked again with the same key. */
export async function send(url, content, { fetch = globalThis.fetch, key = newKey(), pause = wait } = {}) {
  for (let attempt = 0; ; attempt += 1) {
    const response = await attempted(url, content, { fetch, key });
    if (response && response.status !== 503) return answered(response);
    if (attempt === RETRIES) throw new Refused(503, UNKNOWN);
    await pause(FIRST_PAUSE_MS * 2 ** attempt);
  }
}

const UNKNOWN = {
  code: "sans_reponse",
  message: "Le serveur ne répond pas. Votre demande a peut-être été reçue : l’amphi à l’écran fait foi.",
};

async function attempted(url, content, { fetch, key }) {
  try {
    return await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": key },
      body: JSON.stringify(content),
    });
  } catch {
    return null;
  }
}

async function answered(response) {
  const body = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Refused(response.status, body);
  return body;
}

/** A key nobody else makes; `randomUUID` alone is missing outside TLS. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function wait(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
