// What becomes of a picture (knowledge, mail R6, R7): shown, kept back until asked for, or never shown.
import { pictureHost, pictureUrl } from "../mail-safety/pictures.ts";
import { trackerOf } from "../mail-safety/trackers.ts";
import type { RemotePicture, SafeOptions } from "./safe-types.ts";

type Attributes = Readonly<Record<string, string>>;

/** Attributes that show the picture; `gone`: it is not shown at all. */
export type PictureFate = { readonly shown: Attributes } | "gone";

/** Pictures that are in the message itself. */
const INLINE_PICTURE = /^data:image\/(?:png|gif|jpe?g|webp);base64,[a-z\d+/=\s]+$/i;
const OWN_URL = /^(?:blob:|mailimg:)[^\s"'<>]{1,2000}$/i;

/** Decides about pictures and remembers what it decided. */
export class Pictures {
  readonly urls: RemotePicture[] = [];
  readonly trackers = new Set<string>();
  blocked = 0;
  readonly #options: SafeOptions;

  constructor(options: SafeOptions) {
    this.#options = options;
  }

  /** @param isHidden the element or one around it is not to be seen */
  decide(attributes: Attributes, isHidden: boolean): PictureFate {
    const source = (attributes.src ?? "").replace(/[\p{Cc}]/gu, "").trim();
    if (/^cid:/i.test(source)) return { shown: this.#ofMessage(source.slice(4)) };
    if (/^data:/i.test(source)) return { shown: INLINE_PICTURE.test(source) ? { src: source } : {} };
    if (!/^(?:https?:)?\/\//i.test(source)) return { shown: {} };
    const url = pictureUrl(source);
    const host = pictureHost(source);
    const tracker =
      host === undefined ? undefined : (trackerOf(host) ?? (isPixel(attributes) || isHidden ? host : undefined));
    if (tracker !== undefined) {
      this.#note(source, tracker);
      return "gone";
    }
    // Neither fetched nor offered: another scheme, a private network, a name and password.
    if (url === undefined) return { shown: {} };
    this.urls.push({ url });
    if (this.#options.remote === "allowed") return { shown: { src: url } };
    this.blocked++;
    return { shown: { "data-remote": url } };
  }

  /** Something else wanted to fetch this: a background, a style. It is not fetched, but who would have been told is named. */
  noteFetch(url: string): void {
    const host = pictureHost(url.trim());
    const tracker = host === undefined ? undefined : trackerOf(host);
    if (tracker !== undefined) this.#note(url, tracker);
  }

  #note(url: string, tracker: string): void {
    this.blocked++;
    this.trackers.add(tracker);
    this.urls.push({ url: url.slice(0, 2_000), tracker });
  }

  /** The same message's own parts, by Content-ID (RFC 2392). */
  #ofMessage(reference: string): Attributes {
    const url = this.#options.cidUrls.get(reference) ?? this.#options.cidUrls.get(decoded(reference));
    return url !== undefined && (OWN_URL.test(url) || INLINE_PICTURE.test(url)) ? { src: url } : {};
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const CSS_WIDTH = /(?:^|[;\s])(?:max-)?width\s*:\s*([\d.]{1,8})\s*(?:px|pt)?\s*(?:!|;|$)/i;
const CSS_HEIGHT = /(?:^|[;\s])(?:max-)?height\s*:\s*([\d.]{1,8})\s*(?:px|pt)?\s*(?:!|;|$)/i;

/** Too small to be seen: there to be fetched. */
function isPixel({ width, height, style = "" }: Attributes): boolean {
  const css = style.slice(0, 2_000);
  const w = Number.parseFloat(CSS_WIDTH.exec(css)?.[1] ?? width ?? "");
  const h = Number.parseFloat(CSS_HEIGHT.exec(css)?.[1] ?? height ?? "");
  const isTiny = (size: number) => size <= 2;
  return (isTiny(w) && (isTiny(h) || Number.isNaN(h))) || (isTiny(h) && Number.isNaN(w));
}

/** Not to be seen, by its own attributes. */
export function hides(attributes: Attributes): boolean {
  if ("hidden" in attributes) return true;
  const style = (attributes.style ?? "").slice(0, 4_000);
  return /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:!|;|$)|mso-hide\s*:\s*all)/i.test(
    style,
  );
}
