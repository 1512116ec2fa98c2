// The favourites of this amphi's offer, as the API has them.
import { asAccount } from "./account.js";
import { Refused } from "./commands.js";

const ANSWER_MS = 10_000;

export function favouritesApi(url) {
  return {
    list: () => ask(url),
    add: (target) => ask(url, "POST", target),
    remove: (id) => ask(`${url}/${id}`, "DELETE"),
    move: (id, position) => ask(`${url}/${id}`, "PUT", { position }),
  };
}

async function ask(url, method = "GET", content = undefined) {
  const response = await attempted(url, method, content);
  const body = await response?.json().catch(() => null);
  if (!body) throw new Refused(503, UNREACHABLE);
  if (!response.ok) throw new Refused(response.status, body);
  return body;
}

const UNREACHABLE = { code: "sans_reponse", message: "Vos favoris ne répondent pas pour l’instant. Réessayez dans un moment." };

async function attempted(url, method, content) {
  try {
    return await fetch(url, {
      method,
      headers: { Accept: "application/json", ...asAccount(), ...(content && { "Content-Type": "application/json" }) },
      body: content && JSON.stringify(content),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  } catch {
    return null;
  }
}
