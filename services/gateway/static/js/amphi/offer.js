// The offer on screen: wards that open to their posts. Lines are changed in place and never move by themselves.
import { touches } from "../../../../../chassis/live/static/js/board.js";
import { h, say } from "./dom.js";
import { plural } from "./plural.js";
import { offeredIn } from "./rules.js";
import { PostLine } from "./post-line.js";

const PAGE = 30;
const STATES = { tous: () => true, pourvus: (poste) => poste.pourvu, libres: (poste) => !poste.pourvu };

export class OfferView {
  #context;
  #list;
  #more;
  #count;
  #wards = new Map();
  #filter = { state: "tous", text: "", imotep: null };
  #shown = PAGE;

  /** `context`: board, amphi, favourites (or null), and what lines need (see post-line.js). */
  constructor(root, context) {
    this.#context = context;
    this.#list = root.querySelector("[data-offer-list]");
    this.#more = root.querySelector("[data-offer-more]");
    this.#count = root.querySelector("[data-offer-count]");
    this.#more.addEventListener("click", () => this.#showMore());
    this.#listenToFilters(root);
    context.offer.addEventListener("change", ({ detail }) => this.#changed(detail));
  }

  /** Shows the posts of one ward only; null brings all back (FAV-2). */
  narrow(imotep) {
    this.#filter.imotep = imotep;
    this.render();
    if (imotep) this.#wards.get(imotep)?.open();
  }

  /** Builds the list anew: at the start, when the reader asked for another one, or after a gap. Open wards stay open. */
  render() {
    const found = this.#found();
    const open = [...this.#wards].filter(([, ward]) => ward.isOpen).map(([imotep]) => imotep);
    this.#wards.clear();
    this.#list.replaceChildren(
      ...found.slice(0, this.#shown).map(([imotep, postes]) => {
        const ward = new Ward(imotep, postes, this.#context);
        this.#wards.set(imotep, ward);
        return ward.element;
      }),
    );
    for (const imotep of open) this.#wards.get(imotep)?.unfold();
    this.#more.hidden = found.length <= this.#shown;
    this.#tell(found);
  }

  /** My turn, a favourite or a pause changed what lines offer. */
  refresh() {
    for (const ward of this.#wards.values()) ward.refresh();
  }

  /** Read aloud when the reader asked for it, not at each choice of somebody else. */
  #tell(found, { aloud = true } = {}) {
    this.#count.setAttribute("aria-live", aloud ? "polite" : "off");
    const free = found.reduce((sum, [, postes]) => sum + postes.filter((poste) => !poste.pourvu).length, 0);
    say(
      this.#count,
      found.length
        ? `${plural(found.length, "service")}, ${plural(free, "poste disponible", "postes disponibles")}`
        : "Aucun poste ne correspond. Élargissez la recherche.",
    );
  }

  #showMore() {
    const next = this.#shown;
    this.#shown += PAGE;
    this.render();
    this.#list.children[next]?.querySelector("summary")?.focus();
  }

  #found() {
    const { offer, amphi } = this.#context;
    const services = offer.section("services");
    const words = plain(this.#filter.text).split(" ").filter(Boolean);
    const byWard = new Map();
    for (const poste of Object.values(offer.section("postes"))) {
      if (!offeredIn({ ...poste, offer_id: amphi().offer_id }, amphi())) continue;
      if (this.#filter.imotep && poste.imotep !== this.#filter.imotep) continue;
      if (!STATES[this.#filter.state](poste)) continue;
      const service = services[poste.imotep];
      const text = plain([service.etablissement, service.service, service.chef, poste.numero, poste.des_label, poste.flechage].join(" "));
      if (!words.every((word) => text.includes(word))) continue;
      if (!byWard.has(poste.imotep)) byWard.set(poste.imotep, []);
      byWard.get(poste.imotep).push(poste);
    }
    return [...byWard].sort(([a], [b]) => sortKey(services[a]).localeCompare(sortKey(services[b]), "fr"));
  }

  #changed(changes) {
    if (changes === null) return this.render();
    if (!touches(changes, "postes")) return;
    const known = this.#context.offer.section("postes");
    for (const numero of Object.keys(changes.postes)) {
      const ward = this.#wards.get(known[numero]?.imotep) ?? this.#wardOf(numero);
      if (ward) ward.change(numero, known[numero]);
      else if (known[numero]) return this.render();
    }
    this.#tell(this.#found(), { aloud: false });
  }

  #wardOf(numero) {
    return [...this.#wards.values()].find((ward) => ward.has(numero));
  }

  #listenToFilters(root) {
    const buttons = [...root.querySelectorAll("[data-state]")];
    for (const button of buttons) {
      button.addEventListener("click", () => {
        for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
        this.#filter.state = button.dataset.state;
        this.#restart();
      });
    }
    let timer;
    root.querySelector("[data-offer-search]").addEventListener("input", ({ target }) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        this.#filter.text = target.value;
        this.#restart();
      }, 200);
    });
  }

  #restart() {
    this.#shown = PAGE;
    this.render();
  }
}

class Ward {
  #imotep;
  #postes;
  #context;
  #lines = null;
  #details;
  #list;
  #count;
  #star;

  constructor(imotep, postes, context) {
    this.#imotep = imotep;
    this.#context = context;
    this.#postes = new Map(postes.map((poste) => [String(poste.numero), poste]));
    this.#list = h("ul", { class: "posts" });
    this.#count = h("span", { class: "ward-count" });
    const service = context.offer.section("services")[imotep];
    this.#details = h(
      "details",
      { ontoggle: () => this.#build() },
      h("summary", {}, wardName(service), this.#count),
      this.#list,
    );
    this.#star = context.favourites ? context.favourites.wardStar(imotep, service) : null;
    this.element = h("li", { class: "ward" }, this.#details, this.#star);
    this.#recount();
  }

  has(numero) {
    return this.#postes.has(String(numero));
  }

  get isOpen() {
    return this.#details.open;
  }

  unfold() {
    this.#details.open = true;
  }

  open() {
    this.unfold();
    this.#details.querySelector("summary").focus();
  }

  change(numero, poste) {
    if (poste) this.#postes.set(String(numero), poste);
    else this.#postes.delete(String(numero));
    this.#recount();
    if (!this.#lines) return;
    const line = this.#lines.get(String(numero));
    if (line) line.update(poste ?? null);
    else if (poste) this.#add(poste);
  }

  refresh() {
    this.#context.favourites?.paintWardStar(this.#star, this.#imotep);
    for (const line of this.#lines?.values() ?? []) line.refresh();
  }

  #build() {
    if (this.#lines || !this.#details.open) return;
    this.#lines = new Map();
    for (const poste of [...this.#postes.values()].sort((a, b) => a.numero - b.numero)) this.#add(poste);
  }

  #add(poste) {
    const line = new PostLine(poste, this.#context);
    this.#lines.set(String(poste.numero), line);
    this.#list.append(line.element);
  }

  #recount() {
    const free = [...this.#postes.values()].filter((poste) => !poste.pourvu).length;
    say(this.#count, `${plural(this.#postes.size, "poste")} – ${plural(free, "disponible")}`);
    this.element?.classList.toggle("ward-full", free === 0);
  }
}

export function wardName(service) {
  const name = h("span", { class: "ward-name" }, h("strong", {}, service.etablissement), ` – ${service.service}`);
  if (service.chef) name.append(h("span", { class: "dci-soft" }, ` – ${service.chef}`));
  return name;
}

export function plain(text) {
  return String(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function sortKey(service) {
  return `${service.departement}\u0000${service.etablissement}\u0000${service.service}`;
}
