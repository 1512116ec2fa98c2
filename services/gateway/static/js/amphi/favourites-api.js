// The favourites of this amphi's offer, as the API has them.
import { Refused } from "./commands.js";

export function favouritesApi(url) {
  return {
    list: () => ask(url),
    add: (target) => ask(url, "POST", target),
    remove: (id) => ask(`${url}/${id}`, "DELETE"),
    move: (id, position) => ask(`${url}/${id}`, "PUT", { position }),
  };
}

async function ask(url, method = "GET", content = undefined) {
  const response = await fetch(url, {
    method,
    headers: { Accept: "application/json", ...(content && { "Content-Type": "application/json" }) },
    body: content && JSON.stringify(content),
  });
  const body = await response.json();
  if (!response.ok) throw new Refused(response.status, body);
  return body;
}
