// A text with the words that were searched for marked.
import type { ReactNode } from "react";
import { type Match, matchText } from "./match.ts";

/** Marks stretches of a text, half open ranges of it. */
export function Ranges({ text, ranges }: { text: string; ranges: Match["ranges"] }): ReactNode {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    if (from < at) continue;
    parts.push(text.slice(at, from), <b key={from}>{text.slice(from, to)}</b>);
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

/** Marks each word of a query that is in the text. */
export function Marked({ text, query }: { text: string; query: string }): ReactNode {
  const words = query.split(/\s+/u).filter((word) => word.length > 1);
  return <Ranges text={text} ranges={words.flatMap((word) => matchText(word, text)?.ranges ?? [])} />;
}
