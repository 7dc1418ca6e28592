// Texts that read like mail at a glance: common French and English words, and a long tail of made-up ones. A word of rank n
// comes about 1/n as often as the first (Zipf), as in any language.
export type Random = () => number;
export type Language = "fr" | "en";

/** The most common first. */
const COMMON: Readonly<Record<Language, readonly string[]>> = {
  fr: split(`de la le et les des à en un du une que est pour qui dans par plus pas au sur ce il avec ne se vous nous son on sont
    cette mais comme ou si leur être bien sans tout elle aussi votre fait merci bonjour même cela deux notre très entre faire
    après depuis temps encore autre avant réunion jour projet équipe semaine demain message lundi prochain dossier bureau heure
    point document ensemble merci cordialement client facture budget contrat réponse question version adresse rendez-vous mardi
    liste commande livraison invitation vacances programme besoin possible travail suite proposition retour séance devis
    compte numéro service matin soir ville maison voyage école enfants photo musique concert café dîner printemps été automne
    hiver train avion billet clé porte jardin fenêtre cuisine rapport analyse chiffre résultat objectif mesure qualité étude`),
  en: split(`the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one
    you were her all she there would their we him been has when who will more no if out so said what up its about into than
    them can only other new some could time these two may then do first any my now such like our over man me even most made
    after also did many before must through back years where much your way well down should because each just those people
    meeting week team project tomorrow please thanks regards report budget invoice contract question answer version address
    monday next order delivery invitation holiday plan office draft agenda review release update issue account number service
    morning evening city house trip school photo music concert coffee dinner spring summer autumn winter train flight ticket`),
};

const SYLLABLES: Readonly<Record<Language, readonly string[]>> = {
  fr: split(
    "ba con dé fi gou ré jan lu ma ni po qui ra sé ti vou chan ble tion mer lou pré gre sou vi ter eau ail tè lo",
  ),
  en: split("ba con der fi go re jan lu ma ny po qui ra se ti wo chan ble ing mer low pre gra sou vi ter ed ish th lo"),
};

const VOCABULARY = 60_000;
/** Ranks drawn in advance: a power for each of fifty million words would take most of the time. */
const DRAWN = 1 << 19;

function split(text: string): string[] {
  return text.split(/\s+/);
}

const vocabularies = new Map<Language, readonly string[]>();
let ranks: Uint16Array | undefined;

/** The word of a rank, 0 the most common. */
export function wordOf(language: Language, rank: number): string {
  let words = vocabularies.get(language);
  if (!words) {
    words = Array.from({ length: VOCABULARY }, (_, n) => COMMON[language][n] ?? madeUp(language, n));
    vocabularies.set(language, words);
  }
  return words[rank] as string;
}

function madeUp(language: Language, n: number): string {
  const syllables = SYLLABLES[language];
  let text = "";
  for (let rest = n + syllables.length; rest > 0; rest = Math.floor(rest / syllables.length))
    text += syllables[rest % syllables.length];
  return text;
}

/** Some words in a row. */
export function words(random: Random, language: Language, count: number): string[] {
  ranks ??= Uint16Array.from({ length: DRAWN }, (_, n) => Math.floor(VOCABULARY ** ((n + 0.5) / DRAWN)) - 1);
  const some: string[] = [];
  for (let n = 0; n < count; n++) some.push(wordOf(language, ranks[Math.floor(random() * DRAWN)] as number));
  return some;
}

/** Sentences in lines of at most 72 characters, with an empty line between paragraphs. */
export function prose(random: Random, language: Language, count: number): string {
  let text = "";
  let column = 0;
  let left = 0;
  for (const word of words(random, language, count)) {
    const isFirst = left === 0;
    if (isFirst) left = 5 + Math.floor(random() * 14);
    const shown = isFirst ? word.charAt(0).toUpperCase() + word.slice(1) : word;
    if (column + shown.length > 71) {
      text += `\n${shown}`;
      column = shown.length;
    } else {
      text += column === 0 ? shown : ` ${shown}`;
      column += shown.length + (column === 0 ? 0 : 1);
    }
    left -= 1;
    if (left > 0) continue;
    text += ".";
    column += 1;
    if (random() < 0.2) {
      text += "\n\n";
      column = 0;
    }
  }
  return text.trimEnd();
}
