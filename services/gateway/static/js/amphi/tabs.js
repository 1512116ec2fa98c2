// The phone's three tabs at the bottom. On a wide screen everything is shown and the bar is hidden.

export function useTabs(bar) {
  const tabs = [...bar.querySelectorAll("[role=tab]")];
  const wide = matchMedia("(min-width: 62rem)");

  function show(tab) {
    for (const each of tabs) {
      const on = each === tab;
      each.setAttribute("aria-selected", String(on));
      each.tabIndex = on ? 0 : -1;
      panel(each).classList.toggle("tab-hidden", !on);
    }
  }

  function arrange() {
    for (const tab of tabs) {
      if (wide.matches) panel(tab).removeAttribute("role");
      else panel(tab).setAttribute("role", "tabpanel");
    }
  }

  bar.addEventListener("click", ({ target }) => {
    const tab = target.closest("[role=tab]");
    if (!tab) return;
    show(tab);
    scrollTo({ top: 0 });
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    show(next);
    next.focus();
  });
  wide.addEventListener("change", arrange);
  arrange();
  show(tabs[0]);
  return (name) => show(tabs.find((tab) => tab.dataset.tab === name) ?? tabs[0]);
}

function panel(tab) {
  return document.getElementById(tab.getAttribute("aria-controls"));
}
