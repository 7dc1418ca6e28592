// What the page remembers while it is open: where the person is, what is open, what is chosen.
import { useEffect, useMemo, useState } from "react";
import type { FolderId, MessageId, ThreadId } from "../../src-preload/contract/shapes.ts";
import type { Line } from "./list-rows.ts";
import { INBOX, keepPlace, keptPlace, type MailPlace, type Only, placeKey } from "./place.ts";
import { NONE, type Selection } from "./selection.ts";

/** A conversation on show. */
export interface Open {
  /** Its line in the list. */
  readonly lineId: string;
  readonly threadId: ThreadId;
  readonly folderId: FolderId;
  /** The message that was meant: a search found it, or a tile named it. */
  readonly messageId?: MessageId | undefined;
}

/** A wish to see a message; a new object is a new wish. */
export interface MailReveal {
  readonly threadId: ThreadId;
  readonly folderId: FolderId;
  readonly messageId?: MessageId | undefined;
}

/** All that is remembered, and the ways to change it, which stay the same. */
function useMemory() {
  const [place, setPlace] = useState(keptPlace);
  const [only, setOnly] = useState<Only>("all");
  const [open, setOpen] = useState<Open>();
  const [cursor, setCursor] = useState<string>();
  const [selection, setSelection] = useState<Selection>(NONE);
  const [query, setQuery] = useState<string>();
  const [isFull, setFull] = useState(false);
  const [ways] = useState({ setPlace, setOnly, setOpen, setCursor, setSelection, setQuery, setFull });
  return { known: { place, only, open, cursor, selection, query, isFull }, ways };
}

type Memory = ReturnType<typeof useMemory>;

function stateOf(known: Memory["known"], ways: Memory["ways"]) {
  const { setPlace, setOnly, setOpen, setCursor, setSelection, setQuery, setFull } = ways;
  const reset = () => {
    setOpen(undefined);
    setCursor(undefined);
    setSelection(NONE);
    setFull(false);
  };
  return {
    ...known,
    ...{ setOnly, setOpen, setCursor, setSelection, setFull, reset },
    show: (line: Line, isFound: boolean) => {
      setCursor(line.id);
      setOpen({
        lineId: line.id,
        threadId: line.threadId,
        folderId: line.folderId,
        ...(isFound && { messageId: line.messageIds[0] }),
      });
    },
    go: (next: MailPlace) => {
      keepPlace(next);
      setPlace(next);
      setQuery(undefined);
      setOnly("all");
      if (placeKey(next) !== placeKey(known.place)) reset();
    },
    close: () => {
      setOpen(undefined);
      setFull(false);
    },
    search: (text: string | undefined) => {
      setQuery(text);
      setSelection(NONE);
      setCursor(undefined);
    },
  };
}

/** The state of the page. */
export type MailPageState = ReturnType<typeof stateOf>;

/** @returns the state, and how to change it: the same object until something of it changes */
export function useMailPage(reveal: MailReveal | undefined, toOutbox: true | undefined): MailPageState {
  const { known, ways } = useMemory();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known, part by part
  const state = useMemo(() => stateOf(known, ways), [...Object.values(known), ways]);
  const { go, setOpen, setCursor } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each wish once
  useEffect(() => {
    if (!reveal) return;
    go(INBOX);
    setOpen({ ...reveal, lineId: reveal.threadId });
    setCursor(reveal.threadId);
  }, [reveal]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it is wished for
  useEffect(() => {
    if (toOutbox) go({ kind: "outbox" });
  }, [toOutbox]);
  return state;
}
