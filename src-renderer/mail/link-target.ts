// Where a link of a message leads, and whether it pretends to lead elsewhere (knowledge, mail L1). Pure. The engine judges the
// whole message and names domains that were made to look alike; this is what the pointer needs at once.

/** A link under the pointer. */
export interface LinkTarget {
  readonly href: string;
  /** The host as the browser will ask for it; the address of a mailto. */
  readonly host: string;
  /** The host that its text shows, where that is another one. */
  readonly pretends: string | undefined;
  /** Anybody on the way can read it. */
  readonly isPlain: boolean;
}

const HOST = /^(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,24})(?:[:/?#]|$)/iu;

/** The last two labels: near enough to tell one owner from another where the engine's list is not at hand. */
const owner = (host: string) =>
  host
    .toLowerCase()
    .replace(/^www\./, "")
    .split(".")
    .slice(-2)
    .join(".");

/** @returns undefined: it may not be opened */
export function linkTarget(href: string, text: string): LinkTarget | undefined {
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  if (url.protocol === "mailto:") {
    return { href, host: decodeURIComponent(url.pathname), pretends: undefined, isPlain: false };
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  const shown = HOST.exec(text.trim())?.[1];
  const pretends = shown !== undefined && owner(shown) !== owner(url.hostname) ? shown : undefined;
  return { href: url.href, host: url.host, pretends, isPlain: url.protocol === "http:" };
}

/** Opens it outside, by the host's way: a new window, which the host hands to the system's browser. */
export function openOutside(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.click();
}
