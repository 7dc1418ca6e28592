// Plain text that every reader can fit to its window (RFC 3676, format=flowed).

const WIDTH = 72;

/** Line breaks as mail has them. */
export function toCrlf(text: string): string {
  return text.replace(/\r\n|\r|\n/g, "\r\n");
}

/** Paragraphs broken softly at 72 columns, quotes by depth, no space left where it would join lines that stand apart. */
export function flowedText(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  return lines.flatMap(flowLine).join("\r\n");
}

function flowLine(line: string): string[] {
  const [, marks = ""] = /^((?:> ?)*)/.exec(line) ?? [];
  const depth = marks.replaceAll(" ", "").length;
  const quote = ">".repeat(depth);
  // The space after the last mark is part of the quoting.
  const content = line.slice(marks.length);
  if (content === "-- ") return [depth > 0 ? `${quote} -- ` : "-- "];
  const kept = content.replace(/[ \t]+$/, "");
  return broken(kept, WIDTH - depth).map((piece) =>
    depth > 0 ? (piece === "" ? quote : `${quote} ${piece}`) : stuffed(piece),
  );
}

/** A leading space is doubled, and hides what would be taken for a quote or an mbox separator (RFC 3676 §4.4). */
function stuffed(piece: string): string {
  return /^(?: |>|From )/.test(piece) ? ` ${piece}` : piece;
}

/** Cut at spaces, which stay at the ends: a line that ends in a space goes on. A word too long stays whole. */
function broken(text: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const word of text.match(/\S*\s*/g) ?? []) {
    if (piece !== "" && /\s$/.test(piece) && piece.length + word.trimEnd().length > width) {
      pieces.push(/ $/.test(piece) ? piece : `${piece.trimEnd()} `);
      piece = "";
    }
    piece += word;
  }
  return [...pieces, piece];
}
