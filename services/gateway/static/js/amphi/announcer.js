// What is read aloud: in the sheet that is open, since the page behind it is silent; else on the page.
import { h, say } from "./dom.js";

export class Announcer {
  #places;

  /** `page`: its live regions, polite and urgent. */
  constructor(page, sheets) {
    this.#places = [...[...sheets].map((sheet) => ({ sheet, ...regions(sheet) })), { sheet: { open: true }, ...page }];
  }

  /** When the reader has finished with what is being read. */
  polite(text) {
    this.#tell("polite", text);
  }

  /** At once. */
  urgent(text) {
    this.#tell("urgent", text);
  }

  #tell(how, text) {
    const here = this.#places.find(({ sheet }) => sheet.open);
    for (const place of this.#places) say(place[how], place === here ? text : "");
  }
}

function regions(sheet) {
  const polite = h("p", { class: "visually-hidden", role: "status" });
  const urgent = h("p", { class: "visually-hidden", role: "alert" });
  sheet.append(polite, urgent);
  return { polite, urgent };
}
