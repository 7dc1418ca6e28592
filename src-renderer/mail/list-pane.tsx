// The middle column: what is shown, the filter, what can be done with what is chosen, and the lines.
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { BulkBar } from "./bulk-bar.tsx";
import { startDrag } from "./drag.ts";
import { useMailFacts } from "./facts.tsx";
import { lineDates } from "./line-dates.ts";
import { LinesAhead } from "./lines-ahead.tsx";
import { ListHead } from "./list-head.tsx";
import { rowsOf } from "./list-rows.ts";
import { ListState } from "./list-state.tsx";
import { SearchNotes } from "./search-notes.tsx";
import { ThreadList } from "./thread-list.tsx";
import type { RowScene } from "./thread-row.tsx";
import type { Lines } from "./use-lines.ts";
import { indexOfLine, type ListMoves } from "./use-list-moves.ts";
import type { MailPageState } from "./use-mail-page.ts";

interface Props {
  readonly state: MailPageState;
  readonly lines: Lines;
  readonly moves: ListMoves;
  readonly title: string;
}

/** What lines need to know; the same object while none of it changes, so that lines are not drawn again. */
function useScene(moves: ListMoves): RowScene {
  const { t, i18n } = useTranslation();
  const { own, accounts, today, zone } = useMailFacts();
  const language = i18n.language;
  const latest = useRef(moves);
  latest.current = moves;
  const dates = useMemo(() => lineDates(today, language, zone), [today, language, zone]);
  return useMemo(
    () => ({
      ...{ t, own },
      colors: new Map(accounts.length > 1 ? accounts.map(({ id, color }) => [id as string, color]) : []),
      ...{ sayDate: dates.short, sayFull: dates.full },
      onClick: (line, event) => latest.current.click(line, event),
      onCheck: (line, event) => latest.current.check(line, event),
      onDragStart: (line, event) => startDrag(event, line),
    }),
    [t, own, accounts, dates],
  );
}

/** The column. */
export function ListPane({ state, lines, moves, title }: Props) {
  const { today, zone, density } = useMailFacts();
  const rows = useMemo(() => rowsOf(lines.lines, today, zone), [lines.lines, today, zone]);
  const scene = useScene(moves);
  const cursor = useMemo(() => indexOfLine(lines.lines, state.cursor), [lines.lines, state.cursor]);
  const count = state.selection.ids.size;
  const isEmpty = lines.lines.length + lines.blanks === 0;
  return (
    <section className="mail-middle" aria-label={title}>
      {count > 0 ? (
        <BulkBar state={state} lines={lines} moves={moves} />
      ) : (
        <ListHead state={state} lines={lines} title={title} />
      )}
      <SearchNotes lines={lines} />
      <LinesAhead question={lines.question} known={lines.known} shown={lines.shown} take={lines.take} />
      {isEmpty || !lines.isReady ? (
        <ListState state={state} lines={lines} />
      ) : (
        <ThreadList
          {...{ rows, scene, density, today }}
          blanks={lines.blanks}
          label={title}
          openId={state.open?.lineId}
          cursorId={state.cursor}
          cursor={cursor}
          checked={state.selection.ids}
          onShown={lines.shown.set}
          onMove={moves.move}
          onAll={moves.all}
          onOpen={() => {
            const line = lines.lines[cursor] ?? lines.lines[0];
            if (line) state.show(line, lines.found !== undefined);
          }}
        />
      )}
    </section>
  );
}
