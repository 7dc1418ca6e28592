// What holds of every HTML that the cleaner gave, whatever it was made of. Without vitest: the fuzzing runs in plain Node.
import { safeHtml } from "../../src-main/domain/mail-html/safe.ts";
import type { SafeHtml } from "../../src-main/domain/mail-html/safe-types.ts";

const OPTIONS = { cidUrls: new Map([["a", "blob:x"]]), remote: "blocked" as const };
const FORBIDDEN: readonly (readonly [RegExp, (tag: string) => string])[] = [
  [
    /^<\/?(?:script|iframe|object|embed|form|input|svg|math|meta|base|link|template|noscript|xmp|textarea)/i,
    (tag) => tag,
  ],
  [/\son\w*\s*=/i, (tag) => tag.replace(/"[^"]*"/g, '""')],
  [/(?:href|src)="\s*(?:javascript|vbscript|file|data:text)/i, (tag) => tag],
];

/** Cleans it, and cleans what came of that: nothing in it runs or loads, and nothing changes any more.
 *  @throws Error that says what is not so */
export function cleanSafely(html: string): SafeHtml {
  const safe = safeHtml(html, OPTIONS);
  const tags = safe.html.match(/<[^>]*>/g) ?? [];
  for (const tag of tags)
    for (const [pattern, of] of FORBIDDEN) if (pattern.test(of(tag))) throw new Error(`not safe: ${tag}`);
  // Of tags alone: a text may say ` style="…"` as well, and does nothing.
  const styles = tags.flatMap((tag) => tag.match(/ style="[^"]*"/g) ?? []);
  for (const css of [...styles, ...(safe.html.match(/<style>[^<]*</g) ?? [])])
    if (/url\(|@import|expression\(/i.test(css)) throw new Error(`not safe: ${css}`);
  const again = safeHtml(safe.html.replace(/^<style>[^<]*<\/style>/, ""), OPTIONS);
  const third = safeHtml(again.html, OPTIONS).html;
  if (third !== again.html) throw new Error(`made safe again it is another: ${again.html} — ${third}`);
  return safe;
}
