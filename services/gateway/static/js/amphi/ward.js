// One ward of the offer: its name, how many posts are left, and, once opened, its posts.
import { h, say } from "./dom.js";
import { plural } from "./plural.js";
import { PostLines } from "./post-lines.js";
import { renewed } from "./steady.js";

export class Ward {
  #imotep;
  #postes;
  #context;
  #lines;
  #details;
  #name = h("span");
  #count = h("span", { class: "ward-count" });
  #star;

  /** `postes`: those of its posts that are shown, one at least; those that were withdrawn count no more. */
  constructor(postes, context) {
    this.#context = context;
    this.#imotep = postes[0].imotep;
    this.#lines = new PostLines(context);
    this.#details = h("details", { ontoggle: () => this.#fill() }, h("summary", {}, this.#name, this.#count), this.#lines.element);
    this.#star = context.favourites?.wardStar(this.#imotep, this.#service) ?? null;
    this.element = h("li", { class: "ward" }, this.#details, this.#star);
    this.update(postes);
  }

  update(postes) {
    this.#postes = postes;
    const offered = postes.filter(({ publie }) => publie);
    const free = offered.filter(({ pourvu }) => !pourvu).length;
    this.#name = renewed(this.#name, wardName(this.#service));
    say(this.#count, `${plural(offered.length, "poste")} – ${plural(free, "disponible")}`);
    this.element.classList.toggle("ward-full", free === 0);
    this.#fill();
  }

  open() {
    this.#details.open = true;
    this.#fill();
    this.focus();
  }

  focus() {
    this.#details.querySelector("summary").focus();
  }

  refresh() {
    this.#context.favourites?.paintWardStar(this.#star, this.#imotep);
    this.#lines.refresh();
  }

  get #service() {
    return this.#context.offer.section("services")[this.#imotep];
  }

  #fill() {
    if (this.#details.open) this.#lines.show(this.#postes);
  }
}

export function wardName(service) {
  const name = h("span", { class: "ward-name" }, h("strong", {}, service.etablissement), ` – ${service.service}`);
  if (service.chef) name.append(h("span", { class: "dci-soft" }, ` – ${service.chef}`));
  return name;
}
