// A message in dark (knowledge, mail R9): light grounds become dark, dark letters light; what was made for dark stays as it is.
// Pictures are left alone. The person can have it as it was sent.

/** More than this takes too long: such a message stays as it was sent. */
const MAX_ELEMENTS = 4000;

interface Rgba {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
}

/** A computed colour; undefined where it is in no form that is known. */
function parseColor(css: string): Rgba | undefined {
  const [r, g, b, a = 1] = css.match(/[\d.]+/g)?.map(Number) ?? [];
  if (!css.startsWith("rgb") || r === undefined || g === undefined || b === undefined) return undefined;
  return { r, g, b, a };
}

/** 0 black to 1 white, as the eye sees it. */
function lightness({ r, g, b }: Rgba): number {
  const linear = (value: number) => (value / 255) ** 2.2;
  return (0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)) ** (1 / 2.2);
}

/** A ground as it is in dark; undefined: it stays. */
export function darkGround(css: string): string | undefined {
  const color = parseColor(css);
  if (!color || color.a < 0.05) return undefined;
  const light = lightness(color);
  if (light < 0.45) return undefined;
  // White is the page's own ground; what is a little darker stands out a little.
  return light > 0.985 ? "transparent" : `oklch(from ${css} calc(0.21 + (1 - l) * 0.35) min(c, 0.09) h / ${color.a})`;
}

/** Letters as they are in dark; undefined: they stay. */
export function darkInk(css: string): string | undefined {
  const color = parseColor(css);
  if (!color || lightness(color) > 0.68) return undefined;
  return `oklch(from ${css} calc(0.93 - l * 0.22) min(c, 0.13) h)`;
}

/** Changes what is in the document now. @returns false: too much of it */
export function darken(doc: Document): boolean {
  const view = doc.defaultView;
  const all = [...doc.body.querySelectorAll<HTMLElement>("*:not(style):not(img)")];
  if (!view || all.length > MAX_ELEMENTS) return false;
  // All is read before anything is written: one layout, not thousands.
  const found = all.map((element) => {
    const { color, backgroundColor, borderTopColor } = view.getComputedStyle(element);
    return { element, color, backgroundColor, borderTopColor };
  });
  const grounds = new Map<Element, boolean>();
  for (const { element, color, backgroundColor } of found) {
    const ground = darkGround(backgroundColor);
    const own = parseColor(backgroundColor);
    const hasOwn = own !== undefined && own.a >= 0.05;
    // Letters on a ground that stays keep their colour.
    const isKept = hasOwn ? ground === undefined : (grounds.get(element.parentElement as Element) ?? false);
    grounds.set(element, isKept);
    if (ground !== undefined) element.style.setProperty("background-color", ground, "important");
    const ink = isKept ? undefined : darkInk(color);
    if (ink !== undefined && element.tagName !== "A") element.style.setProperty("color", ink, "important");
    if (ink !== undefined && element.tagName === "A" && (element.style.color || element.hasAttribute("color")))
      element.style.setProperty("color", ink, "important");
  }
  return true;
}
