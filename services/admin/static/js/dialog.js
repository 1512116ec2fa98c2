// Actions ask once, in a dialog that nothing live touches: what it says is what will be done.

/** Opens links marked `data-dialog` in `dialog`; results are shown in `result`, `done()` follows each. */
export function useDialog(dialog, result, done) {
  if (!dialog) return;
  let opener = null;

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-dialog]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      opener = link.id;
      await open(link.href);
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
    const content = new FormData(form, event.submitter);
    const buttons = [...form.querySelectorAll("button[type=submit]")];
    for (const button of buttons) button.disabled = true;
    try {
      const response = await fetch(form.action, { method: "POST", body: content, headers: { "X-Part": "1" } });
      await answered(response);
    } catch {
      say("Le serveur ne répond pas. Recommencez : la même demande ne compte qu’une fois.");
      for (const button of buttons) button.disabled = false;
    }
  });

  async function open(address) {
    result.replaceChildren();
    try {
      const response = await fetch(address, { headers: { "X-Part": "1" } });
      if (!response.ok) throw new Error(String(response.status));
      dialog.innerHTML = await response.text();
      if (!dialog.open) dialog.showModal();
      focusFirst();
    } catch {
      location.assign(address);
    }
  }

  /** A form again (errors, or what is read back before it is done), the result, or a log-in that ended. */
  async function answered(response) {
    const html = await response.text();
    if (html.includes("data-act")) {
      dialog.innerHTML = html;
      (dialog.querySelector("[data-focus]") ?? dialog.querySelector("#agir-titre")).focus();
      done();
    } else if (response.ok) {
      result.innerHTML = html;
      dialog.close();
      done();
    } else location.reload();
  }

  function focusFirst() {
    (dialog.querySelector("input:not([type=hidden]):not([type=radio]), select") ?? dialog.querySelector("#agir-titre")).focus();
  }

  function say(text) {
    let box = dialog.querySelector("[data-failure]");
    if (!box) {
      box = Object.assign(document.createElement("p"), { className: "dci-message dci-message-erreur" });
      box.dataset.failure = "";
      box.setAttribute("role", "alert");
      dialog.prepend(box);
    }
    box.textContent = text;
  }
}
