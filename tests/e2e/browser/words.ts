// The product's own words, and what a page must not show: a key instead of its words, or words of the other language.
import type { Page } from "@playwright/test";
import { en, fr } from "../../../src-renderer/i18n/words.ts";

export type Language = "fr" | "en";

/** Says a word of the product. */
export type Say = (key: string, values?: Readonly<Record<string, string>>) => string;

const ALL = { fr, en };

/** @returns the words of a language; throws for a key that it does not have */
export function wordsOf(language: Language): Say {
  return (key, values = {}) => {
    const found = key.split(".").reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], ALL[language]);
    if (typeof found !== "string") throw new Error(`no word ${key} in ${language}`);
    return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? "");
  };
}

/** Words that only one of the two languages has. */
const OF_ONE: Readonly<Record<Language, RegExp>> = {
  en: /(?<![\p{L}’])(?:the|and|with|your|today|tomorrow|yesterday|week|month|year|save|cancel|delete|search|settings|calendars?|events?|close|undo|next|until|every|accounts?|changes?|waiting|server)(?![\p{L}-])/iu,
  fr: /(?<![\p{L}’])(?:le|la|les|une?|et|avec|vos|votre|aujourd’hui|demain|hier|semaine|mois|année|enregistrer|annuler|supprimer|chercher|réglages|événements?|fermer|jusqu|comptes?|serveur|toutes?)(?![\p{L}-])/iu,
};

/** Said in the other language on purpose: how to get there; and places, which have one name only. */
const ON_PURPOSE = new Set([
  ...[en.settings.french, en.settings.english, fr.deeds.english, en.deeds.french],
  "Les Diablerets",
  "Place de la Riponne",
]);

const NAMESPACES = Object.keys(fr).join("|");
/** A key that has no words is shown as it is; so is a value that was not filled in. */
const RAW = new RegExp(String.raw`^(?:${NAMESPACES})(?:\.[\w-]+)+$|\{\{|\}\}|\bundefined\b|\bNaN\b|\[object `);

/** Everything that can be read or is read out: texts and names of what is shown. */
function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    for (const element of document.body.querySelectorAll("*")) {
      if (element instanceof HTMLScriptElement || element instanceof HTMLStyleElement) continue;
      if (!element.checkVisibility()) continue;
      for (const node of element.childNodes) if (node instanceof Text && node.data.trim()) found.add(node.data.trim());
      for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-valuetext"]) {
        const said = element.getAttribute(name)?.trim();
        if (said) found.add(said);
      }
    }
    return [...found];
  });
}

/** What is shown raw, or in the other language. */
export async function wrongWords(page: Page, language: Language): Promise<string[]> {
  const foreign = OF_ONE[language === "fr" ? "en" : "fr"];
  const texts = (await textsOf(page)).filter((text) => !ON_PURPOSE.has(text));
  return texts.filter((text) => RAW.test(text) || foreign.test(text));
}
