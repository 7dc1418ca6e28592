// The lines on show: those of the place, or what the search found.
import { useState } from "react";
import type { Failure } from "../../src-preload/contract/failure.ts";
import { Shown } from "./lines-ahead.tsx";
import type { Line } from "./list-rows.ts";
import { listInput, type MailPlace, type Only } from "./place.ts";
import { type Found, type KnownLines, type Question, useKnownLines } from "./use-known-lines.ts";

/** What the list shows. */
export interface Lines {
  readonly lines: readonly Line[];
  /** Lines that are known to be there and are not here yet. */
  readonly blanks: number;
  readonly isReady: boolean;
  readonly failure: Failure | undefined;
  readonly again: () => unknown;
  /** Present while a search is shown. */
  readonly found: Found | undefined;
  /** Told by the list while it scrolls. */
  readonly shown: Shown;
  /** For what asks for more of them. */
  readonly question: Question | undefined;
  readonly known: KnownLines["known"];
  readonly take: KnownLines["take"];
}

function questionFor(place: MailPlace, only: Only, asked: string): Question | undefined {
  if (asked !== "") return { kind: "search", query: asked };
  const input = listInput(place, only);
  return input && { kind: "list", input };
}

/** @param query undefined: no search */
export function useLines(place: MailPlace, only: Only, query: string | undefined): Lines {
  const [shown] = useState(() => new Shown());
  const question = questionFor(place, only, query?.trim() ?? "");
  const { shown: drawn, ...rest } = useKnownLines(question);
  const { lines, isWhole, total } = drawn;
  return { ...rest, ...{ lines, shown, question }, blanks: isWhole ? 0 : Math.max(0, total - lines.length) };
}
