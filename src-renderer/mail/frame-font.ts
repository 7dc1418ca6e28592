// The window's own letters in the frame of a message: the frame may load nothing, so the page hands the bytes over.

type Source = { readonly url: string; readonly range: string };
let faces: Promise<readonly { readonly bytes: ArrayBuffer; readonly range: string }[]> | undefined;

/** The faces of the window's font that Western mail needs, as the style sheets name them. */
function sources(): readonly Source[] {
  return [...document.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules].flatMap((rule) => {
        if (
          !(rule instanceof CSSFontFaceRule) ||
          !rule.style.getPropertyValue("font-family").includes("Inter Variable")
        )
          return [];
        const range = rule.style.getPropertyValue("unicode-range");
        const path = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src"))?.[1];
        const isLatin = /U\+0{0,4}(?:-|0-)?0*FF\b|U\+0*100-/i.test(range);
        return path && isLatin ? [{ url: new URL(path, sheet.href ?? location.href).href, range }] : [];
      });
    } catch {
      // A sheet of another origin cannot be read; ours are our own.
      return [];
    }
  });
}

const load = async ({ url, range }: Source) => ({ bytes: await (await fetch(url)).arrayBuffer(), range });

/** Gives the frame the font. Without it the system's own is used. */
export async function giveFont(doc: Document): Promise<void> {
  faces ??= Promise.all(sources().map(load)).catch(() => []);
  const known = await faces;
  const view = doc.defaultView as (Window & typeof globalThis) | null;
  if (!view) return;
  for (const { bytes, range } of known) {
    const face = new view.FontFace("Inter Variable", bytes, { weight: "100 900", unicodeRange: range });
    doc.fonts.add(await face.load());
  }
}
