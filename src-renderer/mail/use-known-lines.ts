// The lines of a list or of a search, as far as they were asked for, page after page.
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Input } from "../../src-preload/contract/contract.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";
import { useLive } from "../live.tsx";
import { lineOfMessage, lineOfThread } from "./list-rows.ts";
import { type Known, type LinePage, NOTHING, type PageStart, withPage } from "./thread-page.ts";

/** Lines of a page. */
export const PAGE = 100;

/** What is asked; undefined: nothing. */
export type Question =
  | { readonly kind: "list"; readonly input: Input<"mail.list"> }
  | { readonly kind: "search"; readonly query: string };

/** What must be said of a search besides its lines. */
export interface Found {
  readonly ignored: readonly string[];
  readonly unindexed: number;
  /** Absent: nobody counted. */
  readonly total?: number | undefined;
}

interface Answer extends LinePage {
  readonly found?: Found;
}

/** Takes a page into its place. */
export type TakePage = (start: PageStart, page: Answer) => void;

/** What the list knows. */
export interface KnownLines {
  /** What is shown: while one types, the results before stay until the new ones are there. */
  readonly shown: Known;
  /** Of this very question. */
  readonly known: Known;
  readonly isReady: boolean;
  readonly failure: Failure | undefined;
  readonly again: () => unknown;
  readonly take: TakePage;
  /** Present while a search is shown. */
  readonly found: Found | undefined;
}

const TOP = NOTHING.starts[0] as PageStart;

/** Watches a page, and gives it to the list whenever it comes. */
export function usePage(question: Question | undefined, start: PageStart, limit: number, take: TakePage) {
  const { after, cursor } = start;
  const from = cursor === undefined ? { limit } : { limit, cursor };
  const isList = question?.kind === "list";
  const isSearch = question?.kind === "search";
  const list = useLive("mail.list", { ...(isList && question.input), ...from }, { enabled: isList });
  const search = useLive("mail.search", { query: isSearch ? question.query : "", ...from }, { enabled: isSearch });
  const threads = isList ? list.data : undefined;
  const results = isSearch ? search.data : undefined;
  const page = useMemo((): Answer | undefined => {
    if (threads) return { ...threads, lines: threads.threads.map(lineOfThread) };
    return results && { ...results, lines: results.messages.map(lineOfMessage), found: results };
  }, [threads, results]);
  useEffect(() => {
    if (page) take({ after, cursor }, page);
  }, [page, after, cursor, take]);
  return isSearch ? search : list;
}

/** @param question a new one begins anew */
export function useKnownLines(question: Question | undefined): KnownLines {
  const key = JSON.stringify(question ?? null);
  const isSearch = question?.kind === "search";
  const [state, setState] = useState<{ key: string; isSearch: boolean; known: Known; found?: Found | undefined }>({
    ...{ key, isSearch, known: NOTHING },
  });
  const take = useCallback<TakePage>(
    (start, page) =>
      setState((was) => ({
        ...{ key, isSearch, found: page.found },
        known: withPage(was.key === key ? was.known : NOTHING, start, page),
      })),
    [key, isSearch],
  );
  const { data, failure, again } = usePage(question, TOP, PAGE, take);
  const known = state.key === key ? state.known : NOTHING;
  const shown = isSearch && state.isSearch && known === NOTHING ? state.known : known;
  return {
    ...{ shown, known, failure, again, take },
    isReady: shown !== NOTHING || (data !== undefined && known !== NOTHING),
    found: isSearch && state.isSearch ? state.found : undefined,
  };
}
