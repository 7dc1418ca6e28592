// A command is found by its words in both languages, whichever the page speaks.
import { en, fr } from "./words.ts";

type Tree = { readonly [key: string]: string | Tree };

function pairs(a: Tree, b: Tree): [string, string][] {
  return Object.entries(a).flatMap(([key, value]) => {
    const other = b[key];
    if (typeof value === "string") return typeof other === "string" ? [[value, other] as [string, string]] : [];
    return typeof other === "object" ? pairs(value, other) : [];
  });
}

let known: ReadonlyMap<string, string> | undefined;

/** The same words in the other language; undefined for what is no sentence of the view. */
export function inOtherLanguage(label: string): string | undefined {
  known ??= new Map(pairs(en, fr).flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));
  return known.get(label);
}
