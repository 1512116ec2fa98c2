// Patches what moved into the page: what has the focus keeps it, what is being typed is left alone.

const KEPT = { ignoreActiveValue: true, morphStyle: "innerHTML", callbacks: { beforeNodeMorphed } };

/** Makes `root` show `html`, changing only what differs. */
export function patch(root, html) {
  globalThis.Idiomorph.morph(root, html, KEPT);
}

function beforeNodeMorphed(old) {
  return !(old instanceof Element && old.hasAttribute("data-keep"));
}
