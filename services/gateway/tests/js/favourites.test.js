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
  return { ...watched(new Favourites(favouritesApi("/favoris"))), asked: () => asked };
}

function watched(made) {
  const told = [];
  const shown = [];
  made.addEventListener("failed", ({ detail }) => told.push(detail));
  made.addEventListener("change", () => shown.push(made.items.map(({ id }) => id).join("")));
  return { made, told, shown };
}

/** Favourites whose server answers when the test says so; `asked` holds what is under way, in order. */
function slow() {
  const asked = [];
  const ask = (what) => new Promise((resolve) => asked.push({ what, answer: (ids) => resolve({ favoris: [...ids].map((id) => ({ id, imotep: id })) }) }));
  const api = { list: () => ask("list"), add: ({ imotep }) => ask(`+${imotep}`), remove: (id) => ask(`-${id}`), move: (id) => ask(`^${id}`) };
  return { ...watched(new Favourites(api)), asked };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const LIST = { ok: true, status: 200, json: async () => ({ favoris: [{ id: "1", numero: 2931 }] }) };
const INGRESS = { ok: false, status: 502, json: async () => JSON.parse("<html>") };

test("the list is asked for each time, and shown where it differs", async () => {
  const { made, asked, shown } = favourites(LIST);
  for (let n = 0; n < 3; n++) await made.load();
  assert.equal(asked(), 3);
  assert.deepEqual(shown, ["1"]);
});

test("a list that does not come is said once, and one that was there stays", async () => {
  const { made, told } = favourites(new TypeError("Failed to fetch"), INGRESS, LIST, INGRESS);
  for (let n = 0; n < 5; n++) await made.load();
  assert.equal(told.length, 1);
  assert.equal(made.items.length, 1);
});

test("one request is under way at a time; asked for meanwhile, the list is asked once more after it", async () => {
  const { made, asked, shown } = slow();
  const loads = [made.load(), made.load(), made.load()];
  await settled();
  assert.equal(asked.length, 1);
  asked[0].answer("a");
  await settled();
  assert.equal(asked.length, 2);
  asked[1].answer("ab");
  await Promise.all(loads);
  assert.deepEqual(shown, ["a", "ab"]);
});

test("a list that was asked for before a change, and comes after it, does not undo it", async () => {
  const { made, asked, shown } = slow();
  const load = made.load();
  await settled();
  const change = made.toggle({ imotep: "a" });
  await settled();
  asked[1].answer("a");
  await change;
  asked[0].answer("");
  await load;
  assert.deepEqual(shown, ["a"]);
});

test("a list is asked for once the change under way is answered", async () => {
  const { made, asked, shown } = slow();
  made.toggle({ imotep: "a" });
  const load = made.load();
  await settled();
  assert.deepEqual(asked.map(({ what }) => what), ["+a"]);
  asked[0].answer("a");
  await settled();
  asked[1].answer("ab");
  await load;
  assert.deepEqual(shown, ["a", "ab"]);
});

test("changes go out one after the other: the last answer holds them all", async () => {
  const { made, asked, shown } = slow();
  made.toggle({ imotep: "a" });
  const last = made.toggle({ imotep: "b" });
  await settled();
  assert.deepEqual(asked.map(({ what }) => what), ["+a"]);
  asked[0].answer("a");
  await settled();
  asked[1].answer("ab");
  await last;
  assert.deepEqual(shown, ["a", "ab"]);
});

test("what is said of a server that does not answer is in French, and what to do", async () => {
  const { made, told } = favourites(new TypeError("Failed to fetch"), INGRESS);
  await made.toggle({ numero: 2931 });
  await made.toggle({ numero: 2931 });
  for (const text of told) assert.match(text, /^Vos favoris ne répondent pas pour l’instant\. Réessayez/);
  assert.equal(told.length, 2);
});
