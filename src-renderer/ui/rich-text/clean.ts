// HTML that goes into an editor: what was pasted, what is quoted. Nothing in it runs, loads or leads elsewhere (mail R3–R8).
import DOMPurify from "dompurify";

const TAGS =
  `a abbr b bdi bdo big blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure font h1 h2 h3
  h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var
  wbr`.split(/\s+/);
const ATTRIBUTES =
  `align alt cellpadding cellspacing colspan data-cid data-remote data-signature dir height href lang rowspan src start
  style title type valign width`.split(/\s+/);

/** Pictures whose bytes are here; an SVG could hold a program. */
const PICTURE = /^(data:image\/(png|jpe?g|gif|webp|bmp);base64,[a-z0-9+/=\s]*|cid:[^\s"'<>]{1,250})$/i;
const REMOTE = /^https?:\/\//i;
const LEADS = /^(https?:|mailto:|tel:)/i;
/** Layout of words and tables; nothing that could load, cover or move. */
const STYLE =
  /^(color|background-color|font-(style|weight|size|family)|text-(align|decoration|indent)|line-height|(max-|min-)?(width|height)|(margin|padding|border)(-[a-z]+)*|vertical-align|white-space|list-style-type|direction)$/;

function cleanStyle(element: HTMLElement): void {
  const { style } = element;
  for (const name of [...style]) {
    const value = style.getPropertyValue(name);
    if (!STYLE.test(name) || /url\(|expression|var\(|image\(|-\d/i.test(value)) style.removeProperty(name);
  }
  if (style.length === 0) element.removeAttribute("style");
}

/** A picture from elsewhere keeps its address where nothing loads it; one that cannot be shown at all goes. */
function settlePicture(picture: HTMLElement, keepRemote: boolean): void {
  const source = picture.getAttribute("src")?.trim() ?? "";
  if (PICTURE.test(source)) return;
  const remote = REMOTE.test(source) ? source : (picture.getAttribute("data-remote") ?? "");
  picture.removeAttribute("src");
  if (keepRemote && REMOTE.test(remote)) picture.setAttribute("data-remote", remote);
  else picture.remove();
}

/** Sanitises.
 *  @param keepRemote pictures from elsewhere stay, with `data-remote` in place of `src`; without it they go */
export function cleanHtml(html: string, keepRemote = false): string {
  const body = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(https?:|mailto:|tel:|cid:|data:image\/)/i,
    FORBID_CONTENTS: ["script", "style", "template", "title", "textarea", "select", "svg", "math", "iframe", "object"],
    RETURN_DOM: true,
  }) as HTMLElement;
  for (const element of body.querySelectorAll<HTMLElement>("*")) {
    if (element.hasAttribute("style")) cleanStyle(element);
    if (element.tagName === "IMG") settlePicture(element, keepRemote);
    if (element.tagName === "A" && !LEADS.test(element.getAttribute("href")?.trim() ?? ""))
      element.removeAttribute("href");
  }
  return body.innerHTML;
}
