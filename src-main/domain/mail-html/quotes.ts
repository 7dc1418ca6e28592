// Finds the quoted tail of a plain text, so that the reader can fold it. safe.ts does the same for HTML.

/** "On … wrote:" as Gmail, Apple Mail, Thunderbird and others put it, in the languages our users get mail in. */
const ATTRIBUTION =
  /^\s*(?:on\b.{4,300}\bwrote\s*:|le\b.{4,300}\ba\s+[ée]crit\s*:|am\b.{4,300}\bschrieb\b.{0,100}:|il\b.{4,300}\bha\s+scritto\s*:|el\b.{4,300}\bescribi[óo]\s*:|op\b.{4,300}\bschreef\b.{0,100}:|.{1,200}<[^<>\s]{3,200}>\s*(?:wrote|a\s+[ée]crit|schrieb)\s*:)\s*$/iu;
const RULER =
  /^\s*(?:-{2,}\s*(?:original message|message d['’]origine|message original|message transf[ée]r[ée]|forwarded message|urspr[üu]ngliche nachricht|messaggio originale|mensaje original)\s*-{2,}|_{10,}|begin forwarded message:|d[ée]but du message (?:transf[ée]r[ée]|r[ée]exp[ée]di[ée])\s*:)\s*$/iu;
const OUTLOOK_FROM = /^\s*\*?(?:from|de|von|da)\s*:\*?\s*\S/i;
const OUTLOOK_SENT = /^\s*\*?(?:sent|date|envoy[ée](?: le)?|gesendet|inviato|enviado)\s*:\*?\s*\S/i;

const isAttribution = (line: string) => line.length < 700 && ATTRIBUTION.test(line);

/** @returns where the quoted tail begins (its attribution line included), or undefined: nothing to fold */
export function quoteStartOfText(text: string): number | undefined {
  const lines = text.split("\n");
  const from = headOfTail(lines) ?? quotedTail(lines);
  if (from === undefined) return undefined;
  let offset = 0;
  for (let n = 0; n < from; n++) offset += (lines[n]?.length ?? 0) + 1;
  return offset;
}

/** A line after which everything is the older message. */
function headOfTail(lines: readonly string[]): number | undefined {
  for (const [n, line] of lines.entries()) {
    if (RULER.test(line.slice(0, 200)) && lines.slice(n + 1, n + 4).some((next) => next.trim() !== "")) {
      // A line of underscores is Outlook's only where its header follows.
      if (!/^\s*_/.test(line) || lines.slice(n + 1, n + 4).some((next) => OUTLOOK_FROM.test(next.slice(0, 300))))
        return n;
    }
    if (
      OUTLOOK_FROM.test(line.slice(0, 300)) &&
      lines.slice(n + 1, n + 4).some((next) => OUTLOOK_SENT.test(next.slice(0, 300)))
    )
      return n;
  }
  return undefined;
}

/** `> ` lines at the end, and the attribution above them. An answer below a quote keeps that quote open. */
function quotedTail(lines: readonly string[]): number | undefined {
  let at = lines.length;
  let quoted = 0;
  while (at > 0) {
    const line = lines[at - 1] ?? "";
    if (/^\s{0,3}>/.test(line)) quoted++;
    else if (line.trim() !== "" && !(quoted === 0 && isSignatureTail(lines, at - 1))) break;
    at--;
  }
  if (quoted === 0) return undefined;
  while (at < lines.length && !/^\s{0,3}>/.test(lines[at] ?? "")) at++;
  return attributionAbove(lines, at);
}

/** Below the quote only a signature of a few lines. */
function isSignatureTail(lines: readonly string[], at: number): boolean {
  for (let n = at; n >= 0 && at - n < 8; n--) if (/^-- ?$/.test(lines[n] ?? "")) return true;
  return false;
}

/** Attributions are broken over up to three lines. */
function attributionAbove(lines: readonly string[], quote: number): number {
  let end = quote;
  while (end > 0 && (lines[end - 1] ?? "").trim() === "" && quote - end < 3) end--;
  for (let count = 1; count <= 3 && end - count >= 0; count++) {
    const joined = lines
      .slice(end - count, end)
      .map((line) => line.slice(0, 300).trim())
      .join(" ");
    if (isAttribution(joined)) return end - count;
  }
  return quote;
}
