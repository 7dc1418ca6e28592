// Addresses of the web, as the URL standard reads them: what a browser would open, and nothing that only looks like it.

/** What any JavaScript host has; the domain compiles without the types of one. */
declare const URL: {
  canParse(text: string): boolean;
  new (text: string): WebUrl;
};

/** The parts of `URL`, by the same names and in the same form. */
export interface WebUrl {
  readonly href: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  readonly username: string;
  readonly password: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

const MAX_URL = 8_192;

/** Undefined: not an absolute address. Control characters and white space around and inside are dropped, as browsers do. */
export function parseUrl(text: string): WebUrl | undefined {
  if (text.length > MAX_URL) return undefined;
  try {
    return new URL(text.trim());
  } catch {
    return undefined;
  }
}

/** Four numbers, or an IPv6 address in brackets: the URL standard has already undone `0x7f.1` and `2130706433`. */
export const isIpHost = (hostname: string) => /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname) || hostname.startsWith("[");

/** Letters of a punycode label (RFC 3492); undefined when it is none. */
function decodeLabel(label: string): string | undefined {
  if (!label.startsWith("xn--") || label.length > 63) return label;
  const text = label.slice(4);
  const dash = text.lastIndexOf("-");
  const out = dash > 0 ? [...text.slice(0, dash)].map((letter) => letter.charCodeAt(0)) : [];
  let n = 128;
  let i = 0;
  let bias = 72;
  for (let at = dash > 0 ? dash + 1 : 0; at < text.length; ) {
    const before = i;
    for (let weight = 1, k = 36; ; k += 36) {
      const code = text.charCodeAt(at++);
      const digit = code >= 48 && code <= 57 ? code - 22 : code >= 97 && code <= 122 ? code - 97 : 99;
      if (digit > 35) return undefined;
      i += digit * weight;
      const limit = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
      if (digit < limit) break;
      weight *= 36 - limit;
    }
    bias = adapt(i - before, out.length + 1, before === 0);
    n += Math.floor(i / (out.length + 1));
    i %= out.length + 1;
    if (n > 0x10ffff || (n >= 0xd800 && n < 0xe000)) return undefined;
    out.splice(i++, 0, n);
  }
  return String.fromCodePoint(...out);
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let left = Math.floor(delta / (isFirst ? 700 : 2));
  left += Math.floor(left / count);
  let k = 0;
  for (; left > 455; k += 36) left = Math.floor(left / 35);
  return k + Math.floor((36 * left) / (left + 38));
}

/** The host in letters; the same when nothing of it is punycode. */
export const unicodeHost = (hostname: string) =>
  hostname
    .split(".")
    .map((label) => decodeLabel(label) ?? label)
    .join(".");
