// One calendar of the sidebar: its box, its name, its state, its menu. It is moved by dragging, by its menu, or with Alt and arrows.
import { IconBriefcase, IconCheck, IconUsers } from "@tabler/icons-react";
import { type DragEvent, type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { CalendarMenu } from "./calendar-menu.tsx";
import { conditionOf } from "./condition.ts";
import { placesAfter } from "./grouping.ts";
import { type Help, RowState } from "./row-state.tsx";
import type { CalendarDeeds } from "./use-calendar-deeds.ts";

/** Kind of what is dragged, with the id; browsers tell it while the drag is over a row, unlike its value. */
const dragType = (part: string) => `application/x-cadran-calendar-${part.toLowerCase()}`;

/** Names the list that a row may be moved within. */
const listOf = (calendar: Calendar, part: string) => `${calendar.accountId ?? "device"}-${part}`;

interface Props {
  readonly calendar: Calendar;
  /** Its neighbours, itself included, in order. */
  readonly own: readonly Calendar[];
  readonly part: string;
  readonly only: boolean;
  readonly state: CalendarSyncState | undefined;
  readonly account: Account | undefined;
  readonly zone: string;
  readonly deeds: CalendarDeeds;
  readonly help: Help;
  readonly onSettings: () => void;
}

function KindGlyph({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation();
  const { kind } = calendar;
  if (kind === "personal") return null;
  const Icon = kind === "group" ? IconUsers : IconBriefcase;
  return (
    <span className="row li-kind" title={t(`calendars.kind.${kind}`)}>
      <Icon size={15} stroke={STROKE} className="ic" role="img" aria-label={t(`calendars.kind.${kind}`)} />
    </span>
  );
}

/** Moves within the neighbours. */
function useMoves({ calendar, own, part, deeds }: Pick<Props, "calendar" | "own" | "part" | "deeds">) {
  const [edge, setEdge] = useState<"before" | "after">();
  const at = own.indexOf(calendar);
  const type = dragType(listOf(calendar, part));
  /** By one place. */
  const step = (by: -1 | 1) => {
    const before = by < 0 ? own[at - 1] : own[at + 2];
    if (own[at + by]) deeds.place(placesAfter(own, calendar.id, before?.id));
  };
  return {
    edge,
    canUp: at > 0,
    canDown: at < own.length - 1,
    step,
    onKeyDown(event: KeyboardEvent) {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
      if (!event.altKey || event.shiftKey || by === undefined) return;
      event.preventDefault();
      step(by);
    },
    onDragStart(event: DragEvent) {
      event.dataTransfer.setData(type, calendar.id);
      event.dataTransfer.effectAllowed = "move";
    },
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes(type)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
      const box = event.currentTarget.getBoundingClientRect();
      setEdge(event.clientY < box.top + box.height / 2 ? "before" : "after");
    },
    onDragLeave: () => setEdge(undefined),
    onDrop(event: DragEvent) {
      setEdge(undefined);
      const id = own.find((one) => one.id === event.dataTransfer.getData(type))?.id;
      if (id === undefined) return;
      event.preventDefault();
      deeds.place(placesAfter(own, id, edge === "before" ? calendar.id : own[at + 1]?.id));
    },
  };
}

/** The line. */
export function CalendarRow(props: Props) {
  const { calendar, only, state, account, zone, deeds, help, onSettings } = props;
  const { edge, canUp, canDown, step, ...moves } = useMoves(props);
  const condition = conditionOf(calendar, state, account?.state === "sign-in");
  const hasEnd = condition !== undefined || calendar.kind !== "personal";
  return (
    <li className="li cal-row" draggable data-edge={edge} data-end={hasEnd || undefined} {...moves}>
      <label className="row g8 sp cal-label" style={hue(calendar.color)} title={calendar.name}>
        <input
          type="checkbox"
          className="box"
          checked={calendar.visible}
          onChange={({ currentTarget }) => deeds.show(currentTarget.checked)}
        />
        <IconCheck size={10} stroke={3.2} className="box-tick" aria-hidden="true" />
        <span className={calendar.visible ? "el" : "el i3"}>{calendar.name}</span>
      </label>
      <CalendarMenu
        {...{ calendar, only, state, deeds, onSettings }}
        {...(canUp && { onUp: () => step(-1) })}
        {...(canDown && { onDown: () => step(1) })}
      />
      {condition ? <RowState {...{ calendar, condition, zone, deeds, help }} /> : <KindGlyph calendar={calendar} />}
    </li>
  );
}
