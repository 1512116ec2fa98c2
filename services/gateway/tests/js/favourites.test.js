import assert from "node:assert/strict";
import { test } from "node:test";
import { favouritesApi } from "../../static/js/amphi/favourites-api.js";
import { Favourites } from "../../static/js/amphi/favourites.js";

/** Favourites of a server that gives these answers in order, and what the page was told. */
function favourites(...answers) {
  let asked = 0;
  globalThis.fetch = async () => {
    const next = answers[Math.min(asked++, answers.length - 1)];
    if (next instanceof Error) throw next;
    return next;
  };
  const made = new Favourites(favouritesApi("/favoris"));
  const told = [];
  made.addEventListener("failed", ({ detail }) => told.push(detail));
  return { made, told, asked: () => asked };
}

const LIST = { ok: true, status: 200, json: async () => ({ favoris: [{ id: "1", numero: 2931 }] }) };
const INGRESS = { ok: false, status: 502, json: async () => JSON.parse("<html>") };

test("a list that did not come is asked for again, and one that did is not", async () => {
  const { made, asked } = favourites(new TypeError("Failed to fetch"), INGRESS, LIST);
  for (let n = 0; n < 5; n++) await made.load();
  assert.equal(made.items.length, 1);
  assert.equal(asked(), 3);
});

test("what is said of a server that does not answer is in French, and what to do", async () => {
  const { made, told } = favourites(new TypeError("Failed to fetch"), INGRESS);
  await made.toggle({ numero: 2931 });
  await made.toggle({ numero: 2931 });
  for (const text of told) assert.match(text, /^Vos favoris ne répondent pas pour l’instant\. Réessayez/);
  assert.equal(told.length, 2);
});
