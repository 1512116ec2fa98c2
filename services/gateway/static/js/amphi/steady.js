// What lives on screen keeps its place while it changes: no focus lost, no press swallowed, nothing moved from under a finger.

/** A list whose items are updated where they are, and come and go alone. */
export class SteadyList {
  #list;
  #make;
  #items = new Map();

  /** `make(value)` gives an item: its element, and update(value). */
  constructor(list, make) {
    this.#list = list;
    this.#make = make;
  }

  /** Shows these, each [key, value], in this order. */
  show(entries) {
    this.#items = new Map(entries.map(([key, value]) => [key, this.#item(key, value)]));
    arrange(this.#list, [...this.#items.values()].map(({ element }) => element));
  }

  get(key) {
    return this.#items.get(key);
  }

  keys() {
    return [...this.#items.keys()];
  }

  values() {
    return [...this.#items.values()];
  }

  #item(key, value) {
    const there = this.#items.get(key);
    there?.update(value);
    return there ?? this.#make(value);
  }
}

/** Moves only what is not in its place; what is moved keeps the focus. */
function arrange(list, elements) {
  const focused = document.activeElement;
  const wanted = new Set(elements);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  let next = list.firstElementChild;
  for (const element of elements) {
    if (element === next) next = next.nextElementSibling;
    else list.insertBefore(element, next);
  }
  if (list.contains(focused) && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

/** Changes the page; what has the focus, or the line that is pointed at or being read, stays where it is in the window. */
export function steadily(change) {
  const line = heldLine();
  const top = line?.getBoundingClientRect().top;
  change();
  const moved = line?.isConnected ? line.getBoundingClientRect().top - top : 0;
  if (moved) scrollBy({ top: moved, behavior: "instant" });
}

function heldLine() {
  const pointed = [...document.querySelectorAll("li:hover")].at(-1);
  const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  const focused = document.activeElement?.closest("li, [tabindex='-1']");
  return [focused, pointed, middle?.closest("li")].find((line) => line && isInView(line));
}

function isInView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** The element that is there, or the fresh one in its place where it says something else. */
export function renewed(shown, fresh) {
  if (shown.textContent === fresh.textContent) return shown;
  shown.replaceWith(fresh);
  return fresh;
}
