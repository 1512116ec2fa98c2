// What the banner says: whose turn it is, why time stands, how my passage ended and what I can still do (TRN-2, ENG-4).
import { between, nextSession } from "./between.js";
import { plural } from "./plural.js";
import { clockTime, when } from "./times.js";
import { CHOIX, returnsLeft } from "./words.js";

const MISSED = ["absent", "n_a_pas_choisi"];

/**
 * `me`: mandataire (whether I hold the procuration), principal (for whom), email and accepted of the mandataire;
 * `at`: the server's time in milliseconds.
 */
export function headline({ now, amphi, tour, sessions, me, nameOf }) {
  if (now.state === "tour") return myTurn(now, me);
  if (amphi.etat === "en_pause") return "L’amphi est en pause";
  if (amphi.gele) return "Le choix est suspendu un instant";
  if (now.state === "bientot") return me.mandataire ? `${me.principal} passe bientôt` : "C’est bientôt votre tour";
  if (now.state === "a_choisi") return me.mandataire ? `Le choix pour ${me.principal} est enregistré` : "Votre choix est enregistré";
  if (now.state === "affecte") return me.mandataire ? `L’ARS a affecté un poste à ${me.principal}` : "L’ARS vous a affecté un poste";
  if (amphi.etat === "termine") return "L’amphi est terminé";
  if (amphi.etat !== "en_cours") return "L’amphi n’a pas commencé";
  if (tour.turn_id) return `${nameOf(tour.rang)} choisit`;
  const { what } = between({ amphi, tour, sessions });
  return what === "fin" && mayAskReturn(now, amphi) ? "Dernières minutes pour revenir" : BETWEEN[what];
}

const BETWEEN = { fin: "Dernières minutes de l’amphi", sessions: "Entre deux sessions", passages: "Entre deux passages" };

function myTurn(now, me) {
  if (me.mandataire) return now.acts ? `À vous de choisir pour ${me.principal}` : "La procuration a été annulée";
  return now.acts ? "C’est votre tour" : "C’est votre tour, par procuration";
}

export function detail(said) {
  const { now, amphi, me } = said;
  const stopped = stoppedText(amphi);
  if (stopped) return now.state === "tour" && now.acts ? `${stopped} Vous pourrez choisir dès la reprise.` : stopped;
  if (now.state === "tour") return turnDetail(now, me);
  if (now.ahead !== undefined) return [nextText(said), aheadText(said)].filter(Boolean).join(" ");
  if (now.state === "a_choisi") return `Poste n°\u00a0${now.numero}${now.passage.choix ? `, en ${CHOIX[now.passage.choix]}` : ""}.${otherText(said)}`;
  if (now.state === "affecte") return `Poste n°\u00a0${now.numero}, en dehors du choix : vous n’avez pas à choisir.${otherText(said)}`;
  return [endedText(now, amphi, me), nextText(said)].filter(Boolean).join(" ");
}

/** Whose seconds they are that go by next to what I have. */
function otherText({ tour, nameOf }) {
  return tour.turn_id ? ` ${nameOf(tour.rang)} choisit.` : "";
}

/** What comes next for everybody where no turn runs: the first session, the next one, the end. */
function nextText({ now, amphi, tour, sessions, at }) {
  if (["valide", "ouvert"].includes(amphi.etat)) {
    const first = nextSession(sessions);
    return first?.at ? `Début prévu ${when(first.at, at)}.` : "";
  }
  const next = between({ amphi, tour, sessions });
  if (next?.what === "sessions") return `La session n°\u00a0${next.number} est prévue ${when(next.at, at)}.`;
  if (next?.what !== "fin") return "";
  return MISSED.includes(now.state) ? "" : `Tout le monde est passé ; les absents peuvent encore revenir jusqu’à ${clockTime(next.at)}.`;
}

function aheadText({ now, amphi, tour, sessions }) {
  const first = tour.turn_id ? "Vous passez juste après" : "Vous passez en premier";
  const ahead = now.ahead ? `${plural(now.ahead, "interne")} devant vous` : first;
  if (!now.late || !now.ahead) return ahead;
  const place = between({ amphi, tour, sessions })?.what === "sessions" ? "parmi les premiers de cette session" : "juste après l’interne qui choisit";
  return `Vous étiez absent : vous revenez ${place}. ${ahead}`;
}

function turnDetail(now, me) {
  if (now.acts) return `Touchez « Choisir » sur un poste, puis confirmez.${now.passage.choix ? ` Choix en ${CHOIX[now.passage.choix]}.` : ""}`;
  if (me.mandataire) return `${me.principal} choisit de nouveau en personne : vous voyez tout, sans pouvoir choisir.`;
  if (!me.accepted) return "Votre mandataire n’a pas encore accepté : personne ne peut choisir. Annulez la procuration pour choisir vous-même.";
  return `${me.email || "Votre mandataire"} choisit pour vous. Pour choisir vous-même, annulez la procuration.`;
}

/** Why time stands, in plain words: ARS, the engine after a stop, the posts away (ENG-4, G-4, G-6); else nothing. */
export function stoppedText(amphi) {
  const kept = "Le temps est arrêté, personne ne perd son tour.";
  if (amphi.etat === "en_pause") {
    const why = amphi.pause_moteur ? "Le service a été interrompu un moment ; l’ARS va reprendre." : amphi.motif ? `Motif : ${sentence(amphi.motif)}` : "";
    return [why, kept, amphi.gele ? "Les postes sont eux aussi inaccessibles pour l’instant." : ""].filter(Boolean).join(" ");
  }
  return amphi.gele ? `Les postes sont momentanément inaccessibles. ${kept} Le choix reprendra de lui-même.` : "";
}

function sentence(text) {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function endedText(now, amphi, me) {
  if (now.state === "absence_prevue") {
    const means = me.mandataire ? `personne ne choisit pour ${me.principal} dans cet amphi` : "vous ne choisissez pas dans cet amphi";
    const still = amphi.etat === "termine" ? "" : " En cas d’erreur, appelez l’ARS, qui peut encore changer cela.";
    return `L’ARS a noté une absence prévue${me.motif ? ` (${me.motif})` : ""} : ${means}.${still}`;
  }
  if (!MISSED.includes(now.state)) return "";
  if (amphi.etat === "termine") return me.mandataire ? `${me.principal} n’a pas de poste. Seule l’ARS peut encore en affecter un.` : "Vous n’avez pas de poste. Contactez l’ARS, qui seule peut encore vous affecter sur un poste restant.";
  if (amphi.etat !== "en_cours") return "";
  const what = missedText(now, me);
  const left = returnsLeft(now.passage, amphi);
  if (!left) return `${what} ${me.mandataire ? "Les retours sont tous utilisés : appelez l’ARS, qui peut encore donner un tour." : "Vos retours sont utilisés : appelez l’ARS, qui peut encore vous remettre dans la file."}`;
  if (now.state === "absent" && !now.passage.bouton) return `${what} ${comesBack(now, me)}`;
  return `${what} ${amphi.fin_a ? `Jusqu’à ${clockTime(amphi.fin_a)}` : "Tant que l’amphi dure"}, ${now.acts ? "vous pouvez" : other(me)} demander à passer (${plural(left, "retour possible", "retours possibles")}).`;
}

function missedText(now, me) {
  if (now.state === "absent") return me.mandataire ? `${me.principal} a été noté absent.` : "Vous avez été noté absent.";
  return me.mandataire ? `Le tour de ${me.principal} s’est terminé sans choix.` : "Votre tour s’est terminé sans choix.";
}

function comesBack(now, me) {
  if (me.mandataire) return now.acts ? "Sa place dans la file revient d’elle-même." : "Sa place revient dès sa connexion.";
  return now.acts ? "Vous revenez dans la file de vous-même." : "Vous revenez dans la file dès que votre mandataire se connecte.";
}

/** Who may ask, where it is not who looks. */
function other(me) {
  return me.mandataire ? `${me.principal} peut` : "votre mandataire peut";
}

/** What giving the turn up leaves, read before it is done (TRN-8, ENG-5). */
export function afterRenouncing(passage, amphi) {
  const left = returnsLeft(passage, amphi);
  if (!left) return "Les retours sont tous utilisés : ensuite, seule l’ARS peut encore remettre dans la file.";
  return `Tant que l’amphi dure, il reste possible de demander à passer de nouveau (${plural(left, "retour possible", "retours possibles")}).`;
}

/** Whether nothing on this page brings a post any more, but a call to ARS may. */
export function onlyArsHelps(now, amphi) {
  if (now.state === "absence_prevue") return amphi.etat !== "termine";
  return MISSED.includes(now.state) && (amphi.etat === "termine" || returnsLeft(now.passage, amphi) === 0);
}

/** Whether the button that brings back is offered (ENG-5). */
export function mayAskReturn(now, amphi) {
  return now.acts === true && ["en_cours", "en_pause"].includes(amphi.etat) && MISSED.includes(now.state) && returnsLeft(now.passage, amphi) > 0;
}

/** How the choice is made from now on: ARS may accept a request during one's own turn (STA-3). */
export function choixText(choix) {
  return choix ? `L’ARS a accepté votre demande : le choix se fait maintenant en ${CHOIX[choix]}.` : "Le choix se fait de nouveau en classique.";
}

/** Time that came without anybody asking for it, said where it is seen. */
export function lengthenedText(cause, seconds) {
  const more = `${plural(seconds, "seconde")} de plus`;
  if (cause === "reprise") return `Le service a été interrompu un moment : ce temps est rendu, ${more}.`;
  return cause === "time_added" ? `L’ARS ajoute du temps : ${more}.` : "";
}
