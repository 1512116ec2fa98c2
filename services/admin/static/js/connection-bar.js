// Says when the page may be behind: the part that does not come before the channel that is down (ADM-9, G-6).

const PATIENCE_MS = 1500;

const TEXTS = {
  connecte: "",
  perdu: "Connexion interrompue : la page se reconnecte et interroge le serveur toutes les 2 secondes.",
  retard: "La page n’est pas à jour, elle essaie de nouveau toutes les 2 secondes.",
  ferme: "Votre session est terminée.",
};

export class ConnectionBar {
  #bar;
  #shown = "";
  #worrying = null;

  constructor(bar) {
    this.#bar = bar;
  }

  /** `channel` and `part`: each with its `state` and its `reason`. A channel that comes back soon worries nobody. */
  show(channel, part) {
    const { state, reason } = worse(channel, part);
    const text = [TEXTS[state], reason].filter(Boolean).join(" ");
    if (this.#shown === state + text) return;
    this.#shown = state + text;
    clearTimeout(this.#worrying);
    this.#worrying = setTimeout(() => this.#say(state, text), state === "perdu" ? PATIENCE_MS : 0);
  }

  /** Where to log in again, and come back here. */
  get login() {
    return this.#bar.querySelector("[data-login]").href;
  }

  #say(state, text) {
    this.#bar.dataset.state = state;
    this.#bar.querySelector("p").textContent = text;
    this.#bar.querySelector("[data-login]").hidden = state !== "ferme";
  }
}

function worse(channel, part) {
  if (channel.state === "ferme" || part.state === "frais") return channel;
  return part;
}
