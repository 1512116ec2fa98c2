// The offer on screen. What is shown stays where it is while others choose, until the reader asks for something else.
import { touches } from "../../../../../chassis/live/static/js/board.js";
import { say } from "./dom.js";
import { OfferFilter } from "./offer-filter.js";
import { plural } from "./plural.js";
import { withWithdrawn } from "./post-lines.js";
import { inRegimes } from "./rules.js";
import { SteadyList, steadily } from "./steady.js";
import { Ward } from "./ward.js";

const PAGE = 30;
const FRENCH = new Intl.Collator("fr");

export class OfferView {
  #context;
  #filter;
  #list;
  #more;
  #count;
  #wards;
  #shown = new Map();
  #limit = PAGE;

  /** `context`: offer, amphi(), favourites (or null), and what lines need (see post-line.js). */
  constructor(root, context) {
    this.#context = context;
    this.#list = root.querySelector("[data-offer-list]");
    this.#more = root.querySelector("[data-offer-more]");
    this.#count = root.querySelector("[data-offer-count]");
    this.#wards = new SteadyList(this.#list, (postes) => new Ward(postes, context));
    this.#filter = new OfferFilter(root);
    this.#filter.addEventListener("change", () => this.#restart());
    this.#more.addEventListener("click", () => this.#showMore());
    context.offer.addEventListener("change", ({ detail }) => this.#changed(detail));
  }

  /** Shows all posts of one ward, and nothing else; null brings the others back (FAV-2). */
  narrow(imotep) {
    const before = this.#filter.imotep;
    this.#filter.narrow(imotep);
    this.#renew({ aloud: true });
    if (imotep) this.#wards.get(imotep)?.open();
    else (this.#wards.get(before) ?? this.#wards.values()[0])?.focus();
  }

  /** My turn, a favourite or a pause changed what lines offer. */
  refresh() {
    steadily(() => {
      for (const ward of this.#wards.values()) ward.refresh();
    });
  }

  #changed(changes) {
    if (changes === null) steadily(() => this.#renew({ aloud: false }));
    else if (touches(changes, "postes")) steadily(() => this.#show({ aloud: false }));
  }

  #restart() {
    this.#limit = PAGE;
    this.#renew({ aloud: true });
  }

  #showMore() {
    const before = this.#list.children.length;
    this.#limit += PAGE;
    this.#show({ aloud: true });
    this.#list.children[before]?.querySelector("summary")?.focus();
  }

  /** What fits no more goes. */
  #renew({ aloud }) {
    this.#shown = new Map();
    this.#show({ aloud });
  }

  #show({ aloud }) {
    const found = this.#found();
    const here = found.filter(([, postes], place) => place < this.#limit || postes.some(({ numero }) => this.#shown.has(numero)));
    this.#wards.show(here);
    this.#shown = new Map(here.flatMap(([, postes]) => postes.map((poste) => [poste.numero, poste])));
    this.#more.hidden = here.length === found.length;
    this.#tell(found, aloud);
  }

  /** What fits and what is shown already, by ward, in order. */
  #found() {
    const { offer, amphi } = this.#context;
    const services = offer.section("services");
    const offered = Object.values(offer.section("postes")).filter((poste) => inRegimes(poste, amphi()));
    const byWard = new Map();
    for (const poste of withWithdrawn(offered, [...this.#shown.values()])) {
      if (!this.#shown.has(poste.numero) && !this.#filter.fits(poste, services[poste.imotep])) continue;
      if (!byWard.has(poste.imotep)) byWard.set(poste.imotep, []);
      byWard.get(poste.imotep).push(poste);
    }
    return [...byWard].sort(([a], [b]) => FRENCH.compare(sortKey(services[a]), sortKey(services[b])));
  }

  /** Read aloud when the reader asked for it, not at each choice of somebody else. */
  #tell(found, aloud) {
    this.#count.setAttribute("aria-live", aloud ? "polite" : "off");
    const free = found.flatMap(([, postes]) => postes).filter(({ publie, pourvu }) => publie && !pourvu).length;
    say(
      this.#count,
      found.length
        ? `${plural(found.length, "service")}, ${plural(free, "poste disponible", "postes disponibles")}`
        : "Aucun poste ne correspond. Élargissez la recherche.",
    );
  }
}

function sortKey(service) {
  return `${service.departement}\u0000${service.etablissement}\u0000${service.service}`;
}
