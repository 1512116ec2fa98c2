// A board as the server numbers it: a snapshot, then deltas; whoever misses one asks again (LIV-1).
//
// State is sections → keys → values. A delta says which keys changed; null takes a key away.

export class Board extends EventTarget {
  number = null;
  state = {};
  names = {};

  /** Takes a whole state; everything may have changed. */
  load({ number, state, names }) {
    this.number = number;
    this.state = state;
    this.names = names ?? this.names;
    this.#tell(null);
  }

  /** Applies what is next; says « applied », « stale » (known already) or « gap » (something is missing). */
  apply(delta) {
    if (this.number === null) return "gap";
    if (delta.number <= this.number) return "stale";
    if (delta.previous !== this.number || delta.reload) return "gap";
    for (const [section, changes] of Object.entries(delta.set)) merge((this.state[section] ??= {}), changes);
    this.number = delta.number;
    this.#tell(delta.set);
    return "applied";
  }

  section(name) {
    return this.state[name] ?? {};
  }

  #tell(changes) {
    this.dispatchEvent(new CustomEvent("change", { detail: changes }));
  }
}

function merge(section, changes) {
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete section[key];
    else section[key] = value;
  }
}

/** Whether a change (null: everything) touches this section. */
export function touches(changes, section) {
  return changes === null || section in changes;
}

/** Takes what a join or a question brought: a snapshot, or the deltas that were missing. Says whether all is well. */
export function catchUp(board, answer) {
  if (!answer) return true;
  if (answer.snapshot) {
    board.load(answer.snapshot);
    return true;
  }
  return answer.deltas.every((delta) => board.apply(delta) !== "gap");
}
