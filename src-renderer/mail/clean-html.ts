// The last gate before a stranger's HTML is shown (knowledge, mail R3): the engine has made it safe, DOMPurify looks once more,
// and nothing edits it afterwards (R5). Answers nodes, not text: nothing is parsed a second time.
import DOMPurify, { type Config } from "dompurify";

const FORBIDDEN_TAGS = [
  ...["form", "input", "button", "select", "textarea", "option", "iframe", "frame", "object", "embed", "applet"],
  ...["meta", "link", "base", "audio", "video", "source", "track", "picture", "svg", "math", "dialog", "template"],
  ...["noscript", "title", "script"],
];
const FORBIDDEN_ATTRIBUTES = [
  ...["srcset", "poster", "ping", "formaction", "action", "background", "contenteditable", "autofocus", "tabindex"],
  ...["accesskey", "id", "name", "is", "slot", "popover", "popovertarget", "target", "download"],
];

const CONFIG: Config = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: FORBIDDEN_TAGS,
  FORBID_ATTR: FORBIDDEN_ATTRIBUTES,
  ADD_ATTR: ["data-remote", "data-quote"],
  ALLOW_DATA_ATTR: false,
  // DOMPurify holds values of every attribute against it: what has no scheme passes, and leads nowhere (link-target.ts).
  ALLOWED_URI_REGEXP:
    /^(?:(?:https?|mailto|tel):|data:image\/(?:png|gif|jpe?g|webp)[;,]|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  SANITIZE_NAMED_PROPS: true,
  WHOLE_DOCUMENT: false,
  // A style sheet at the beginning would go with the head otherwise.
  FORCE_BODY: true,
  RETURN_DOM_FRAGMENT: true,
};

/** Pictures of elsewhere never keep a `src`: the frame could not load them, and the page must not either. */
const INLINE = /^data:image\/(?:png|gif|jpe?g|webp)[;,]/i;
/** Style sheets that reach out, whatever slipped through. */
const REACHES_OUT = /url\s*\(|image-set\s*\(|@import|expression\s*\(|-moz-binding/i;

const purify = DOMPurify(window);
purify.addHook("afterSanitizeAttributes", (node) => {
  if (node.hasAttribute("style") && REACHES_OUT.test(node.getAttribute("style") ?? "")) node.removeAttribute("style");
  if (node.nodeName === "STYLE" && REACHES_OUT.test(node.textContent ?? "")) node.textContent = "";
  if (node.nodeName !== "IMG") return;
  const source = node.getAttribute("src") ?? "";
  if (source === "" || INLINE.test(source)) return;
  node.removeAttribute("src");
  // The engine allowed it: the page asks the engine for its bytes.
  if (/^https:/i.test(source)) node.setAttribute("data-allowed", source);
});

/** @returns the nodes to show: nothing in them runs, loads or leads away by itself */
export function cleanHtml(html: string): DocumentFragment {
  return purify.sanitize(html, CONFIG) as unknown as DocumentFragment;
}
