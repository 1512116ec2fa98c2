// Actions ask once, in a dialog that nothing live touches: what it says is what will be done.
import { askPart } from "./part.js";

const SEND_PATIENCE_MS = 20_000;
const STALE = "formulaire_perime";
const TEXTS = {
  again: "Recommencez : la même demande ne compte qu’une fois.",
  renewed: "Ce formulaire n’était plus valable : rien n’a été envoyé. Il vient d’être refait, recommencez.",
  notRenewed: "Ce formulaire n’est plus valable : rien n’a été envoyé. Recommencez.",
  left: "On ne sait pas encore si c’est fait : la page le montrera.",
};

/**
 * Opens links marked `data-dialog` in `dialog`; results are shown in `result`, `done()` follows each.
 * What fails is said where one looks, and leaves everything as it is; only an ended log-in leads away (`logIn()`).
 */
export function useDialog(dialog, result, { done, logIn }) {
  if (!dialog) return;
  let opener = null;
  let address = null;

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-dialog]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      await open(link);
    } else if (event.target.closest("[data-cancel]") && dialog.open) {
      event.preventDefault();
      dialog.close();
    }
  });

  dialog.addEventListener("close", () => {
    dialog.replaceChildren();
    (document.getElementById(opener) ?? result).focus();
  });

  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const body = new FormData(form, event.submitter);
    dialog.querySelector("[data-failure]")?.remove();
    const release = hold(form);
    const answer = await askPart(form.action, { method: "POST", body, patience: SEND_PATIENCE_MS });
    if (answer.ended) logIn();
    else if (form.isConnected) await answered(answer, form, release);
    else answeredLate(answer);
  });

  async function open(link) {
    result.replaceChildren();
    const answer = await askPart(link.href);
    if (answer.ended) return logIn();
    if (!answer.html) return tell(answer.message);
    opener = link.id;
    address = link.href;
    dialog.innerHTML = answer.html;
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector("input:not([type=hidden]):not([type=radio]), select") ?? dialog.querySelector("#agir-titre")).focus();
  }

  /** A form again (errors, or what is read back before it is done), the result, or what failed. */
  async function answered(answer, form, release) {
    if (isForm(answer)) {
      dialog.innerHTML = answer.html;
      (dialog.querySelector("[data-focus]") ?? dialog.querySelector("#agir-titre")).focus();
      done();
    } else if (answer.ok) {
      result.innerHTML = answer.html;
      dialog.close();
      done();
    } else {
      const text = answer.code === STALE ? await renewed(form) : wordsOf(answer);
      if (!form.isConnected) return;
      dialog.prepend(failure(text, "alert"));
      release();
    }
  }

  /** The dialog was closed meanwhile, and may show something else: the page says what came of it. */
  function answeredLate(answer) {
    done();
    const refused = isForm(answer) && parsed(answer.html).querySelector(".dci-errors ul");
    if (refused) tell(refused.textContent);
    else if (!answer.ok) tell(answer.unknown ? `${answer.message} ${TEXTS.left}` : answer.message);
    else if (!isForm(answer)) result.innerHTML = answer.html;
  }

  /** Gives the form a token of now and keeps all the rest, what was typed and its key included (G-3). */
  async function renewed(form) {
    const { html } = await askPart(address);
    const token = html && parsed(html).querySelector("input[name=csrf_token]");
    if (!token) return TEXTS.notRenewed;
    form.elements.csrf_token.value = token.value;
    return TEXTS.renewed;
  }

  function tell(text) {
    result.replaceChildren(failure(text));
    result.scrollIntoView({ block: "nearest" });
  }
}

/** Nothing is sent twice while it is on its way; gives back how to let go. */
function hold(form) {
  const focused = document.activeElement;
  const buttons = [...form.querySelectorAll("button[type=submit]")];
  for (const button of buttons) button.disabled = true;
  return () => {
    for (const button of buttons) button.disabled = false;
    focused?.focus();
  };
}

function isForm({ html }) {
  return html?.includes("data-act");
}

function wordsOf({ message, unknown }) {
  return unknown ? `${message} ${TEXTS.again}` : message;
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

/** The page's own result is announced already; a dialog's needs a `role`. */
function failure(text, role) {
  const box = document.createElement("div");
  box.className = "dci-message dci-message-erreur";
  box.dataset.failure = "";
  if (role) box.setAttribute("role", role);
  box.append(Object.assign(document.createElement("p"), { textContent: text.trim() }));
  return box;
}
