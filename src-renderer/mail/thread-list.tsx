// The list itself: only the lines on screen are drawn, however long it is. One Tab stop; arrows move the cursor.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sayDay } from "../time/say-when.ts";
import { type ListRow, linesBefore, type Rows, rowAt, rowOfLine, sayMonthHead } from "./list-rows.ts";
import { type RowScene, ThreadRow } from "./thread-row.tsx";

/** Heights in px (look.md §3). */
const HEIGHTS = {
  comfortable: { line: 74, head: 34, first: 24 },
  compact: { line: 48, head: 30, first: 24 },
} as const;

interface Props {
  readonly rows: Rows;
  /** Lines that are still to come, below. */
  readonly blanks: number;
  readonly scene: RowScene;
  readonly label: string;
  readonly density: keyof typeof HEIGHTS;
  readonly openId: string | undefined;
  readonly cursorId: string | undefined;
  /** Index of the line the cursor is on; below 0: on none. */
  readonly cursor: number;
  readonly checked: ReadonlySet<string>;
  readonly today: string;
  /** Indexes of lines, heads not counted. */
  readonly onShown: (from: number, to: number) => void;
  readonly onMove: (to: "next" | "previous" | "first" | "last" | "page-down" | "page-up", extend: boolean) => void;
  readonly onAll: () => void;
  readonly onOpen: () => void;
}

const MOVES: Readonly<Record<string, Parameters<Props["onMove"]>[0]>> = {
  ArrowDown: "next",
  ArrowUp: "previous",
  Home: "first",
  End: "last",
  PageDown: "page-down",
  PageUp: "page-up",
};

function Head({ row, today }: { row: Extract<ListRow, { kind: "head" }>; today: string }) {
  const { t, i18n } = useTranslation();
  const text = () => {
    if (row.span === "week") return t("mail.head.week");
    if (row.span === "month") return sayMonthHead(row.day, today, i18n.language);
    if (row.day === today) return t("mail.head.today");
    return t("mail.head.yesterday");
  };
  // The date of every line is part of its name: the heading repeats it for the eye.
  return (
    <div className="over ml-head" aria-hidden="true" title={sayDay(row.day, i18n.language, { dateStyle: "full" })}>
      {text()}
    </div>
  );
}

const Blank = () => (
  <div className="ml-blank" aria-hidden="true">
    <span className="ml-blank-face" />
    <span className="col g6 sp">
      <span style={{ width: "46%" }} />
      <span style={{ width: "72%" }} />
    </span>
  </div>
);

/** Which rows are drawn. Numbered, and by functions that stay the same: a new one would have all of them measured again. */
function useRows({ rows, blanks, density, onShown }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const latest = useRef({ rows, density });
  latest.current = { rows, density };
  const [sizes] = useState(() => ({
    scroller: () => scroller.current,
    of: (at: number) => {
      const heights = HEIGHTS[latest.current.density];
      if (rowAt(latest.current.rows, at)?.kind !== "head") return heights.line;
      return at === 0 ? heights.first : heights.head;
    },
  }));
  const virtual = useVirtualizer({
    count: rows.count + blanks,
    getScrollElement: sizes.scroller,
    estimateSize: sizes.of,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const from = linesBefore(rows, items[0]?.index ?? 0);
  const to = linesBefore(rows, items.at(-1)?.index ?? 0);
  useEffect(() => onShown(from, to), [from, to, onShown]);
  const heads = rows.heads.map(({ at }) => at).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes change with these alone
  useLayoutEffect(() => virtual.measure(), [density, heads]);
  // A row that leaves the screen lends its elements to the one that comes in: they are as many as ever were on screen.
  const most = useRef(0);
  most.current = Math.max(most.current, items.length);
  return { scroller, virtual, items, slotOf: (at: number) => at % most.current };
}

/** Keeps the cursor on screen. @returns the row it is on; below 0: none */
function useSeenCursor({ rows, cursor, cursorId }: Props, virtual: ReturnType<typeof useRows>["virtual"]): number {
  const at = cursor < 0 ? -1 : rowOfLine(rows, cursor);
  const seen = useRef<string>(undefined);
  useEffect(() => {
    // Only a cursor that moved is followed: mail that comes in leaves the place as it is.
    if (at < 0 || seen.current === cursorId) return;
    seen.current = cursorId;
    virtual.scrollToIndex(at > 0 && rowAt(rows, at - 1)?.kind === "head" ? at - 1 : at, { align: "auto" });
  }, [at, cursorId, rows, virtual]);
  return at;
}

/** The list. */
export function ThreadList(props: Props) {
  const { rows, blanks, scene, label, density, openId, cursorId, checked, today } = props;
  const { onMove, onAll, onOpen } = props;
  const { scroller, virtual, items, slotOf } = useRows(props);
  const at = useSeenCursor(props, virtual);
  const onKey = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    const isAll = event.key === "a" && (event.ctrlKey || event.metaKey);
    if (event.altKey || (!move && !isAll && event.key !== "Enter")) return;
    event.preventDefault();
    if (isAll) onAll();
    else if (move) onMove(move, event.shiftKey);
    else onOpen();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be drawn in parts as this list is
    <div
      ref={scroller}
      className={`mail-list ${density}${checked.size > 0 ? " choosing" : ""}`}
      role="grid"
      aria-label={label}
      aria-multiselectable="true"
      aria-rowcount={rows.count + blanks}
      aria-activedescendant={items.some(({ index }) => index === at) ? `ml-${cursorId}` : undefined}
      tabIndex={0}
      data-pane="list"
      onKeyDown={onKey}
    >
      <div className="ml-all" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, size }) => {
          const row = rowAt(rows, index);
          return (
            <div
              key={slotOf(index)}
              className="ml-at"
              role="presentation"
              style={{ height: size, transform: `translateY(${start}px)` }}
            >
              {row?.kind === "head" && <Head row={row} today={today} />}
              {row?.kind === "line" && (
                <ThreadRow
                  line={row.line}
                  scene={scene}
                  index={index}
                  isOpen={row.line.id === openId}
                  isCursor={row.line.id === cursorId}
                  isChecked={checked.has(row.line.id)}
                />
              )}
              {!row && <Blank />}
            </div>
          );
        })}
      </div>
    </div>
  );
}
