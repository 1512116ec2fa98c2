import assert from "node:assert/strict";
import { test } from "node:test";
import { newKey, Refused, send } from "../../static/js/amphi/commands.js";

const answer = (status, body) => ({ ok: status < 400, status, json: async () => body });
const unreadable = (status) => ({ ok: status < 400, status, json: async () => JSON.parse("<html>Bad gateway</html>") });

/** A server that gives these answers in order; an Error is a cut connection. */
function server(...answers) {
  const asked = [];
  const fetch = async (url, options) => {
    asked.push({ url, ...options });
    const next = answers[Math.min(asked.length, answers.length) - 1];
    if (next instanceof Error) throw next;
    return next;
  };
  return { asked, options: { fetch, pause: async () => {} } };
}

test("a choice goes out as JSON with a key", async () => {
  const { asked, options } = server(answer(200, { numero: 2931 }));
  assert.deepEqual(await send("/choix", { numero: 2931 }, options), { numero: 2931 });
  assert.match(asked[0].headers["Idempotency-Key"], /^[0-9a-f]{32}$/);
  assert.equal(asked[0].body, '{"numero":2931}');
});

test("what is unknown is asked again under the same key (G-3)", async () => {
  const { asked, options } = server(new TypeError("cut"), answer(503, {}), answer(200, { seq: 4 }));
  assert.deepEqual(await send("/choix", { numero: 1 }, options), { seq: 4 });
  assert.equal(asked.length, 3);
  assert.equal(new Set(asked.map(({ headers }) => headers["Idempotency-Key"])).size, 1);
});

for (const [what, unclear] of [
  ["a page of the ingress", unreadable(502)],
  ["an answer cut in the middle", unreadable(200)],
  ["a fault of the server, after which the choice may be received", answer(500, { code: "erreur_interne", message: "…" })],
  ["an answer without a word", answer(409, null)],
]) {
  test(`${what} leaves the outcome unknown, and is asked again (G-3)`, async () => {
    const { asked, options } = server(unclear, unclear, answer(200, { seq: 4 }));
    assert.deepEqual(await send("/choix", { numero: 1 }, options), { seq: 4 });
    assert.equal(asked.length, 3);
    assert.equal(new Set(asked.map(({ headers }) => headers["Idempotency-Key"])).size, 1);
  });
}

test("an answer without content is one", async () => {
  const { options } = server({ ok: true, status: 204 });
  assert.equal(await send("/procuration", {}, options), null);
});

test("a refusal is final and says why", async () => {
  const { asked, options } = server(answer(409, { code: "poste_pourvu", message: "Ce poste vient d’être pris." }));
  await assert.rejects(send("/choix", {}, options), (error) => error instanceof Refused && error.code === "poste_pourvu" && error.message.includes("pris"));
  assert.equal(asked.length, 1);
});

test("where nobody answers at all it says that the outcome is unknown", async () => {
  const { asked, options } = server(new TypeError("cut"));
  await assert.rejects(send("/choix", {}, options), ({ status, message }) => status === 503 && message.includes("peut-être"));
  assert.ok(asked.length > 40 && asked.length < 50, "asked for two minutes");
});

test("whoever waits is told why, before each new try", async () => {
  const { options } = server(new TypeError("cut"), unreadable(502), answer(503, { code: "reponse_attendue" }), answer(200, { seq: 4 }));
  const told = [];
  await send("/choix", {}, { ...options, waiting: (code) => told.push(code) });
  assert.deepEqual(told, [null, "", "reponse_attendue"]);
});

test("nobody else makes the same key", () => {
  assert.equal(new Set(Array.from({ length: 1000 }, newKey)).size, 1000);
});
