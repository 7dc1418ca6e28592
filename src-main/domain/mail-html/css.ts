/// <reference path="./css-tree.d.ts" />
// Style sheets and style attributes of strangers (knowledge, mail R4): parsed, filtered by what is allowed, written anew.
import { generate, parse, walk } from "css-tree";

type CssNode = ReturnType<typeof parse>;

/** Longer ones are dropped whole: nobody writes them by hand, and they froze readers (knowledge R8). */
const MAX_SHEET = 262_144;
const MAX_ATTRIBUTE = 8_192;

/** Looks only: nothing that fetches, moves over something else, runs by time, or makes words appear. */
const PROPERTIES = new Set(
  [
    "background background-color background-image background-position background-repeat background-size background-clip background-origin",
    "border border-bottom border-bottom-color border-bottom-left-radius border-bottom-right-radius border-bottom-style border-bottom-width",
    "border-collapse border-color border-left border-left-color border-left-style border-left-width border-radius border-right border-right-color",
    "border-right-style border-right-width border-spacing border-style border-top border-top-color border-top-left-radius border-top-right-radius",
    "border-top-style border-top-width border-width box-shadow box-sizing caption-side clear color color-scheme column-count column-gap columns",
    "direction display empty-cells flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float font font-family font-feature-settings",
    "font-kerning font-size font-size-adjust font-stretch font-style font-variant font-weight gap grid-gap grid-template-columns height hyphens",
    "justify-content align-items align-self align-content letter-spacing line-break line-height list-style list-style-position list-style-type",
    "margin margin-bottom margin-left margin-right margin-top margin-inline margin-block max-height max-width min-height min-width opacity order orphans",
    "outline outline-color outline-style outline-width overflow overflow-wrap overflow-x overflow-y padding padding-bottom padding-left padding-right",
    "padding-top padding-inline padding-block page-break-after page-break-before page-break-inside quotes table-layout tab-size text-align text-align-last",
    "text-decoration text-decoration-color text-decoration-line text-decoration-style text-indent text-overflow text-shadow text-size-adjust text-transform",
    "unicode-bidi vertical-align visibility white-space widows width word-break word-spacing word-wrap writing-mode",
    "-webkit-text-size-adjust -ms-text-size-adjust mso-line-height-rule mso-table-lspace mso-table-rspace border-inline border-block object-fit object-position aspect-ratio",
  ].flatMap((line) => line.split(" ")),
);

/** Functions that only calculate or colour. url(), image-set(), attr(), var(), env(), element(), expression() … are not among them. */
const FUNCTIONS = new Set(
  (
    "rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark calc min max clamp minmax repeat fit-content " +
    "linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient"
  ).split(" "),
);

/** Kinds of nodes a value may be made of. Anything else (Url, Raw, Bracket errors …) drops its declaration. */
const VALUE_NODES = new Set(
  "Value Identifier Dimension Number Percentage Hash String Operator Function Parentheses".split(" "),
);

/** What is left of a style sheet, fit to stand in a page of ours. */
export interface CleanCss {
  readonly css: string;
  /** Addresses that it wanted to fetch. */
  readonly urls: readonly string[];
}

const NOTHING: CleanCss = { css: "", urls: [] };

/** A style sheet: rules and @media alone are kept. Never throws. */
export function cleanSheet(css: string): CleanCss {
  // What is written out must not be able to end its <style>, so nothing that holds a `<` goes in.
  const tree = css.length > MAX_SHEET ? undefined : parsed(withoutComments(css), "stylesheet");
  if (!tree) return NOTHING;
  const urls: string[] = [];
  const rules = childrenOf(tree)
    .map((node) => ruleOf(node, urls, 0))
    .filter((rule) => rule !== "");
  return { css: rules.join("\n"), urls };
}

/** A style attribute. Never throws. */
export function cleanStyle(css: string): CleanCss {
  const tree = css.length > MAX_ATTRIBUTE ? undefined : parsed(css, "declarationList");
  if (!tree) return NOTHING;
  const urls: string[] = [];
  return { css: declarations(tree, urls), urls };
}

/** HTML comments around a sheet are an old habit. */
const withoutComments = (css: string) => css.replace(/<!--|-->/g, " ");

function parsed(css: string, context: string): CssNode | undefined {
  try {
    return parse(css, { context, parseCustomProperty: false, parseRulePrelude: true, positions: false });
  } catch {
    return undefined;
  }
}

const childrenOf = (node: CssNode | null | undefined): CssNode[] => node?.children?.toArray() ?? [];

function ruleOf(node: CssNode, urls: string[], depth: number): string {
  if (node.type === "Rule") {
    const selector = selectorOf(node.prelude);
    const body = declarations(node.block, urls);
    return selector && body ? `${selector}{${body}}` : "";
  }
  if (node.type !== "Atrule") return "";
  collectUrls(node.prelude, urls);
  // @import, @font-face, @keyframes, @layer, @namespace and whatever comes next: gone.
  if (node.name?.toLowerCase() !== "media" || depth > 2) return "";
  const query = written(node.prelude);
  if (!query || !/^[\w\s().,:>=/-]{1,500}$/.test(query)) return "";
  const inner = childrenOf(node.block)
    .map((child) => ruleOf(child, urls, depth + 1))
    .filter((rule) => rule !== "");
  return inner.length > 0 ? `@media ${query}{${inner.join("")}}` : "";
}

/** Selectors as they are, unless they could not be read or could end their element. */
function selectorOf(prelude: CssNode | null | undefined): string | undefined {
  if (!prelude || prelude.type === "Raw") return undefined;
  const text = written(prelude);
  return text && text.length < 2_000 && !/[<{}@]|\\|\/\*/.test(text) ? text : undefined;
}

function declarations(block: CssNode | null | undefined, urls: string[]): string {
  const kept: string[] = [];
  for (const node of childrenOf(block)) {
    if (node.type !== "Declaration" || typeof node.value !== "object") continue;
    collectUrls(node.value, urls);
    const property = node.property?.toLowerCase() ?? "";
    if (!PROPERTIES.has(property) || !isPlainValue(node.value)) continue;
    const value = written(node.value);
    if (!value || value.length > 2_000 || /[<>{}]|\\|\/\*|javascript:|expression/i.test(value)) continue;
    kept.push(`${property}:${value}${node.important ? "!important" : ""}`);
  }
  return kept.join(";");
}

function isPlainValue(value: CssNode): boolean {
  let isPlain = true;
  walk(value, (node) => {
    if (!VALUE_NODES.has(node.type)) isPlain = false;
    if (node.type === "Function" && !FUNCTIONS.has(node.name?.toLowerCase() ?? "")) isPlain = false;
  });
  return isPlain;
}

function collectUrls(value: CssNode | null | undefined, urls: string[]): void {
  if (!value || urls.length >= 1_000) return;
  walk(value, (node) => {
    if (node.type === "Url" && typeof node.value === "string" && /^https?:/i.test(node.value))
      urls.push(node.value.slice(0, 2_000));
  });
}

function written(node: CssNode | null | undefined): string | undefined {
  if (!node) return undefined;
  try {
    return generate(node);
  } catch {
    return undefined;
  }
}
