// How the cursor, the choice and what is open move through the list.
import { type MouseEvent, useMemo, useRef } from "react";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import type { Line } from "./list-rows.ts";
import { extended, NONE, toggled } from "./selection.ts";
import type { Target } from "./use-mail-deeds.ts";
import type { MailPageState } from "./use-mail-page.ts";

type Move = "next" | "previous" | "first" | "last" | "page-down" | "page-up";

const PAGE = 10;

/** @returns the index a move leads to */
function moved(move: Move, at: number, count: number): number {
  const steps: Readonly<Record<Move, number>> = {
    next: at + 1,
    previous: at < 0 ? 0 : at - 1,
    first: 0,
    last: count - 1,
    "page-down": at + PAGE,
    "page-up": at - PAGE,
  };
  return Math.min(Math.max(steps[move], 0), count - 1);
}

/** @returns where a line stands; -1: nowhere */
export function indexOfLine(lines: readonly Line[], id: string | undefined): number {
  return id === undefined ? -1 : lines.findIndex((line) => line.id === id);
}

/** What a deed is for: what is chosen, else what is open, else where the cursor is. The same array while it is the same lines:
 *  what stands over list and reader is drawn again for nothing else. */
function useMeant({ selection, open, cursor }: MailPageState, lines: readonly Line[]): readonly Line[] {
  const meant = useMemo(() => {
    const chosen = selection.ids.size > 0 ? lines.filter(({ id }) => selection.ids.has(id)) : [];
    if (chosen.length > 0) return chosen;
    const own = lines[indexOfLine(lines, open?.lineId)] ?? lines[indexOfLine(lines, cursor)];
    return own ? [own] : [];
  }, [selection, open, cursor, lines]);
  const kept = useRef(meant);
  const isSame = kept.current.length === meant.length && meant.every((line, n) => line === kept.current[n]);
  if (!isSame) kept.current = meant;
  return kept.current;
}

function targetOf(meant: readonly Line[], isFound: boolean): Target | undefined {
  const [first] = meant;
  if (!first) return undefined;
  const ids: MessageId[] = meant.flatMap(({ messageIds }) => messageIds);
  const isOneFolder = !isFound && meant.every(({ folderId }) => folderId === first.folderId);
  return { ids, count: meant.length, ...(isOneFolder && { fromFolderId: first.folderId }) };
}

/** @param all in the order of the list */
export function useListMoves(state: MailPageState, all: readonly Line[], isFound: boolean) {
  const meant = useMeant(state, all);
  const latest = useRef(all);
  latest.current = all;
  return useMemo(() => movesOf(state, meant, latest, isFound), [state, meant, isFound]);
}

function movesOf(
  state: MailPageState,
  meant: readonly Line[],
  latest: { readonly current: readonly Line[] },
  isFound: boolean,
) {
  const { cursor, open, selection, setSelection, setCursor, show } = state;
  const order = () => latest.current.map(({ id }) => id);
  const indexOf = (id: string | undefined) => indexOfLine(latest.current, id);
  return {
    indexOf,
    /** What a deed is for: what is chosen, else what is open, else where the cursor is. */
    target: () => targetOf(meant, isFound),
    /** The lines of it. */
    targetLines: meant,
    move: (move: Move, extend: boolean) => {
      const lines = latest.current;
      const line = lines[moved(move, indexOf(cursor ?? open?.lineId), lines.length)];
      if (!line) return;
      setCursor(line.id);
      if (extend) setSelection(extended(selection, line.id, order(), cursor));
    },
    /** J and K: the next one is opened, as a page is turned. */
    turn: (by: "next" | "previous") => {
      const lines = latest.current;
      const line = lines[moved(by, indexOf(open?.lineId ?? cursor), lines.length)];
      if (line) show(line, isFound);
    },
    click: (line: Line, event: MouseEvent) => {
      if (event.shiftKey) {
        setSelection(extended(selection, line.id, order(), cursor));
        setCursor(line.id);
      } else if (event.ctrlKey || event.metaKey) {
        setSelection(toggled(selection, line.id));
        setCursor(line.id);
      } else show(line, isFound);
    },
    check: (line: Line, event: MouseEvent) => {
      setSelection(event.shiftKey ? extended(selection, line.id, order(), cursor) : toggled(selection, line.id));
      setCursor(line.id);
    },
    all: () => setSelection({ ids: new Set(order()), anchor: undefined }),
    none: () => setSelection(NONE),
    /** After a deed that took lines away: what stands next is opened, as long as one was open. */
    leave: () => {
      const lines = latest.current;
      const gone = new Set<string>(meant.flatMap(({ messageIds }) => messageIds));
      const stays = (line: Line) => !line.messageIds.some((id) => gone.has(id));
      const at = indexOf(open?.lineId ?? cursor);
      const next = lines.slice(Math.max(at, 0)).find(stays) ?? lines.slice(0, Math.max(at, 0)).findLast(stays);
      setSelection(NONE);
      if (open && next) show(next, isFound);
      else if (next) setCursor(next.id);
      if (!next) state.reset();
    },
  };
}

/** The moves. */
export type ListMoves = ReturnType<typeof useListMoves>;
