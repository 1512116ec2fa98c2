// The page was drawn while nobody could tell who looks: once that is known, it is drawn for that person (G-6).

const ASK_MS = 4000;

/** `ask()`: the status of a question that only who is logged in gets answered; `redraw()` is called once it is. */
export function redrawOnceKnown(ask, redraw) {
  const timer = setInterval(async () => {
    const status = await ask();
    if (status === null || status >= 500) return;
    clearInterval(timer);
    if (status === 200) redraw();
  }, ASK_MS);
}
