// Texts with places to fill: `{{first name}}`, `{{prénom}}`.
import type { Mailbox } from "../../../src-preload/contract/mail.ts";
import { escapeHtml } from "./quote.ts";

/** Places that are filled by themselves. */
export type KnownPlace = "name" | "firstName" | "address" | "date" | "myName" | "myAddress";

// How people call them, without accents, case and spaces.
const NAMES: Readonly<Record<string, KnownPlace>> = {
  name: "name",
  fullname: "name",
  nom: "name",
  nomcomplet: "name",
  firstname: "firstName",
  prenom: "firstName",
  address: "address",
  email: "address",
  adresse: "address",
  date: "date",
  today: "date",
  aujourdhui: "date",
  myname: "myName",
  monnom: "myName",
  myaddress: "myAddress",
  myemail: "myAddress",
  monadresse: "myAddress",
};

const PLACE = /\{\{\s*([^{}<>\n]{1,60}?)\s*\}\}/gu;

interface FilledTemplate {
  readonly subject: string;
  readonly html: string;
  /** Places left as they are, as written, each once: the person fills them. */
  readonly missing: string[];
}

/** Fills what is known. Values are text: in the HTML they stay text.
 *  @param given values of the person's own places, by the name as written, besides the known ones */
export function fillTemplate(
  template: { readonly subject: string; readonly html: string },
  values: Readonly<Partial<Record<KnownPlace, string>>>,
  given: Readonly<Record<string, string>> = {},
): FilledTemplate {
  const missing = new Set<string>();
  const fill = (text: string, fit: (value: string) => string) =>
    text.replace(PLACE, (place: string, name: string) => {
      const key = plain(name);
      const known = Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
      const value = Object.hasOwn(given, name) ? given[name] : known === undefined ? undefined : values[known];
      if (value === undefined || value === "") missing.add(name);
      return value ? fit(value) : place;
    });
  return {
    subject: fill(template.subject, (value) => value.replace(/[\s\p{Cc}]+/gu, " ").trim()),
    html: fill(template.html, escapeHtml),
    missing: [...missing],
  };
}

/** What is known of a message to one recipient. With several, nothing that is of one of them alone.
 *  @param zone IANA zone of the writer, whose day it is */
export function knownPlaces(
  to: readonly Mailbox[],
  me: Mailbox,
  now: { readonly ms: number; readonly zone: string; readonly locale: "fr" | "en" },
): Partial<Record<KnownPlace, string>> {
  const one = to.length === 1 ? to[0] : undefined;
  const name = one?.name?.includes(",") ? one.name.replace(/^([^,]+),\s*(.+)$/, "$2 $1") : one?.name;
  const date = new Intl.DateTimeFormat(now.locale === "fr" ? "fr-FR" : "en-GB", {
    dateStyle: "long",
    timeZone: now.zone,
  });
  return {
    date: date.format(now.ms),
    myAddress: me.address,
    ...(me.name && { myName: me.name }),
    ...(one && { address: one.address }),
    ...(name && { name, firstName: name.split(/\s+/)[0] ?? name }),
  };
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");
}
