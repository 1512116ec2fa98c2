import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { redrawOnceKnown } from "../../static/js/amphi/unsure.js";

beforeEach(() => mock.timers.enable({ apis: ["setInterval"] }));
afterEach(() => mock.timers.reset());

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** How often was asked and drawn, of a server that answers so. */
async function seen(...statuses) {
  let asked = 0;
  let drawn = 0;
  redrawOnceKnown(async () => statuses[Math.min(asked++, statuses.length - 1)], () => drawn++);
  for (let n = 0; n < 8; n++) {
    mock.timers.tick(4000);
    await settled();
  }
  return { asked, drawn };
}

test("a page drawn for nobody is drawn again once it is known whose it is", async () => {
  assert.deepEqual(await seen(503, null, 503, 200), { asked: 4, drawn: 1 });
});

test("whoever turns out to have no place here keeps the page as it is", async () => {
  assert.deepEqual(await seen(503, 403), { asked: 2, drawn: 0 });
});
