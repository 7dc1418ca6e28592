// What a link leads to (knowledge, mail L1–L4).
import { getDomain } from "tldts";
import { isMixedScript } from "./confusables.ts";
import { isIpHost, parseUrl, unicodeHost, type WebUrl } from "./web-url.ts";

type LinkConcern =
  /** The text shows another registrable domain. */
  | "pretends"
  /** `user@host`: what stands before the @ is no host. */
  | "userinfo"
  | "ip-host"
  | "odd-port"
  /** Letters of several scripts, or another script's look-alikes. */
  | "mixed-script"
  /** http: anybody on the way can read and change it. */
  | "insecure";

interface CheckedLink {
  /** Re-serialised (L3): what may be opened. */
  readonly href: string;
  /** Host as letters where that is honest, as punycode where it is not; the address for mailto and tel. */
  readonly shown: string;
  readonly concerns: readonly LinkConcern[];
}

/** Fields of a mailto: that a stranger may fill (L4): never an attachment. */
const MAILTO_FIELDS = new Set(["to", "cc", "bcc", "subject", "body", "in-reply-to"]);

/** Domain that somebody can register (Public Suffix List), of a host or an address; undefined for IP addresses and bare names. */
export function registrableDomain(host: string): string | undefined {
  return getDomain(host.toLowerCase(), { allowPrivateDomains: true, validateHostname: false }) ?? undefined;
}

/** @returns undefined: not a link that may be opened (only http, https, mailto, tel may) */
export function checkLink(href: string, text: string): CheckedLink | undefined {
  const url = parseUrl(href);
  if (!url) return undefined;
  if (url.protocol === "mailto:") return mailtoLink(url);
  if (url.protocol === "tel:") {
    const number = decoded(url.pathname)
      .replace(/[^\d+*#(). -]/g, "")
      .slice(0, 40);
    return /\d/.test(number)
      ? { href: `tel:${number.replace(/[^\d+*#]/g, "")}`, shown: number, concerns: [] }
      : undefined;
  }
  if ((url.protocol !== "http:" && url.protocol !== "https:") || url.hostname === "") return undefined;
  return { href: url.href, shown: shownHost(url.hostname), concerns: concernsOf(url, text) };
}

function concernsOf(url: WebUrl, text: string): LinkConcern[] {
  const concerns: LinkConcern[] = [];
  if (pretends(url, text)) concerns.push("pretends");
  if (url.username !== "" || url.password !== "") concerns.push("userinfo");
  if (isIpHost(url.hostname)) concerns.push("ip-host");
  if (url.port !== "") concerns.push("odd-port");
  if (unicodeHost(url.hostname).split(".").some(isMixedScript)) concerns.push("mixed-script");
  if (url.protocol === "http:") concerns.push("insecure");
  return concerns;
}

/** Letters where every label is of one script and looks like nobody else's. */
function shownHost(hostname: string): string {
  const letters = unicodeHost(hostname);
  const isHonest = !letters.split(".").some(isMixedScript) && skeletonIsOwn(letters);
  return isHonest ? letters : hostname;
}

/** `paypaĺ` is of one script and still somebody else's look: accents are fine, dots below are not what people read. */
const skeletonIsOwn = (letters: string) => !/[ıɩɑɡʐɓɗƒƙƈƿłạẹịọụḥḳḷṃṇṛṣṭṿẓ]/u.test(letters.normalize("NFC"));

/** The first thing in the text that looks like a host: `www.bank.example`, `https://bank.example/login`. */
const HOST_IN_TEXT =
  /(?:^|[\s("'<[])(https?:\/\/|www\.)?(?:[^\s/@"'<>]{1,64}@)?((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(?:xn--[a-z\d-]{2,50}|\p{L}{2,24}))(?=$|[\s/:?#,;.)\]"'>])/iu;
/** Ends of names that are no hosts' without `www.` or `https://` before them: files, programs. */
const TOP_LEVEL = new Set(
  (
    "com net org edu gov mil int info biz name pro mobi coop museum travel jobs app dev page shop store online site website web cloud bank " +
    "email mail live news blog tech top xyz club vip icu link click support help services solutions systems agency digital media group " +
    "world zone space today life plus one global example test xn"
  ).split(" "),
);

function pretends(url: WebUrl, text: string): boolean {
  const words = text
    .slice(0, 500)
    .normalize("NFKC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .trim();
  const found = HOST_IN_TEXT.exec(words);
  const [, mark, name = ""] = found ?? [];
  if (!found || words.includes(`@${name}`)) return false;
  const end = name.split(".").at(-1)?.toLowerCase() ?? "";
  if (!mark && !TOP_LEVEL.has(end) && !end.startsWith("xn--") && (end.length !== 2 || /\s/.test(words))) return false;
  const host = parseUrl(`https://${name}/`)?.hostname;
  const shown = host && registrableDomain(host);
  return shown !== undefined && shown !== "" && shown !== (registrableDomain(url.hostname) ?? url.hostname);
}

function mailtoLink(url: WebUrl): CheckedLink | undefined {
  const address = decoded(url.pathname)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, "")
    .slice(0, 1_000);
  const fields = url.search
    .slice(1)
    .split("&")
    .slice(0, 20)
    .flatMap((pair) => {
      const equals = pair.indexOf("=");
      const name = decoded(pair.slice(0, Math.max(0, equals))).toLowerCase();
      const value = decoded(pair.slice(equals + 1)).replace(name === "body" ? /[\0\r]/g : /[\p{Cc}]+/gu, "");
      return MAILTO_FIELDS.has(name) && equals > 0 ? [`${name}=${encodeURIComponent(value.toWellFormed())}`] : [];
    });
  if (address === "" && !fields.some((field) => field.startsWith("to="))) return undefined;
  const to = address
    .split(",")
    .map((one) => encodeURIComponent(one.toWellFormed()).replaceAll("%40", "@"))
    .join(",");
  return { href: `mailto:${to}${fields.length > 0 ? `?${fields.join("&")}` : ""}`, shown: address, concerns: [] };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
