// Ctrl K: everything that can be done, found or written, in one field. The first row is what Enter will do (look.md §3).
import { Kbd, Modal } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowRight,
  IconBolt,
  IconCalendar,
  IconCalendarEvent,
  IconCalendarPlus,
  IconKeyboard,
  IconLanguage,
  IconMoon,
  IconRefresh,
  IconSearch,
  IconSettings,
  IconTrash,
} from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { hue, STROKE } from "../ui/hue.ts";
import { Ranges } from "../ui/marked.tsx";
import { keyCaps } from "../ui/say-keys.ts";
import type { Item } from "./items.ts";
import { noteRecent } from "./recent.ts";
import { type PaletteScene, useItems } from "./use-items.ts";

interface Props extends PaletteScene {
  readonly onClose: () => void;
}

/** By the first part of the id; what has none is an action like others. */
const GLYPHS: Readonly<Record<string, typeof IconBolt>> = {
  create: IconCalendarPlus,
  "day:": IconCalendarEvent,
  "page.": IconArrowRight,
  "agenda.": IconCalendar,
  "event.": IconCalendarEvent,
  search: IconSearch,
  "theme.": IconMoon,
  "language.": IconLanguage,
  "settings.": IconSettings,
  "keys.": IconKeyboard,
  "sync.": IconRefresh,
  "trash.": IconTrash,
  undo: IconArrowBackUp,
  redo: IconArrowForwardUp,
};

function Glyph({ item: { id, color, into } }: { item: Item }) {
  if (color && into === undefined) return <span className="sw" style={hue(color)} />;
  const known = Object.keys(GLYPHS).find((start) => id.startsWith(start));
  const Icon = (known && GLYPHS[known]) || IconBolt;
  return <Icon size={id === "create" ? 20 : 18} stroke={STROKE} />;
}

interface RowProps {
  readonly id: string;
  readonly item: Item;
  readonly chosen: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

function Row({ id, item, chosen, onPoint, onRun }: RowProps) {
  const isCreate = item.id.startsWith("create");
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears Enter
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      className={isCreate ? "pal-row tall" : "pal-row"}
      onMouseMove={onPoint}
      onClick={onRun}
    >
      <span className="pal-glyph" aria-hidden="true">
        <Glyph item={item} />
      </span>
      <span className={isCreate ? "col sp" : "row g12 sp pal-words"}>
        <span className="pal-label el">
          <Ranges text={item.label} ranges={item.ranges ?? []} />
        </span>
        {item.detail && <span className={isCreate ? "t12 i2 tn el" : "t12 i3 tn el"}>{item.detail}</span>}
      </span>
      {item.into && (
        <span className="row g6 t12 i2">
          {item.color && <span className="sw" style={hue(item.color)} aria-hidden="true" />}
          {item.into}
        </span>
      )}
      {chosen && isCreate ? <Kbd aria-hidden="true">↵</Kbd> : null}
      {item.keys && (
        <span className="row g4" aria-hidden="true">
          {keyCaps(item.keys).map((cap) => (
            <Kbd key={cap}>{cap}</Kbd>
          ))}
        </span>
      )}
    </div>
  );
}

function Foot({ hasMore }: { hasMore: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="pal-foot t12 i3" aria-hidden="true">
      <span className="row g6">
        <Kbd>↑</Kbd>
        <Kbd>↓</Kbd>
        {t("palette.move")}
      </span>
      <span className="row g6">
        <Kbd>↵</Kbd>
        {t("palette.run")}
      </span>
      {hasMore && (
        <span className="row g6">
          <Kbd>Tab</Kbd>
          {t("palette.details")}
        </span>
      )}
      <span className="sp" />
      <span className="el">{t("palette.local")}</span>
    </div>
  );
}

interface ListProps {
  readonly id: string;
  readonly query: string;
  readonly items: readonly Item[];
  readonly chosen: number;
  readonly onPoint: (at: number) => void;
  readonly onRun: (item: Item) => void;
}

function List({ id, query, items, chosen, onPoint, onRun }: ListProps) {
  const { t } = useTranslation();
  if (items.length === 0) {
    return (
      <div className="pal-none" role="status">
        <div className="t14 w6">{t("palette.nothing", { query: query.trim() })}</div>
        <div className="t12 i3">{t("palette.nothingHint")}</div>
      </div>
    );
  }
  const groups = [...new Set(items.map(({ group }) => group))];
  return (
    <div id={id} role="listbox" aria-label={t("palette.results")} className="pal-list">
      {groups.map((group, n) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
        <div key={group} role="group" aria-labelledby={`${id}-g${n}`}>
          <div id={`${id}-g${n}`} className="over pal-group">
            {group}
          </div>
          {items.map((item, at) =>
            item.group === group ? (
              <Row
                key={item.id}
                id={`${id}-${at}`}
                item={item}
                chosen={at === chosen}
                onPoint={() => at !== chosen && onPoint(at)}
                onRun={() => onRun(item)}
              />
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}

/** Where a key moves the choice; undefined for other keys. */
function moved(key: string, at: number, count: number): number | undefined {
  if (key === "ArrowDown") return (at + 1) % Math.max(1, count);
  if (key === "ArrowUp") return (at - 1 + count) % Math.max(1, count);
  if (key === "PageDown") return Math.min(count - 1, at + 8);
  return key === "PageUp" ? Math.max(0, at - 8) : undefined;
}

/** What is asked, what is found, and which of it Enter does. @param list the id of the rows' list */
function useChoice(list: string, { onClose, ...scene }: Props) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  // Commands act on what had the focus: an event, a field.
  const opener = useRef(document.activeElement instanceof HTMLElement ? document.activeElement : undefined);
  const items = useItems(query, scene);
  const chosen = Math.min(at, Math.max(0, items.length - 1));
  const current = items[chosen];
  useEffect(() => {
    document.getElementById(`${list}-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [list, chosen]);
  const leave = (act: () => unknown) => {
    onClose();
    opener.current?.focus({ preventScroll: true });
    act();
  };
  const run = (item: Item) => {
    if (item.isCommand) noteRecent(item.id);
    leave(item.run);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const next = moved(event.key, chosen, items.length);
    if (next !== undefined) setAt(next);
    else if (event.key === "Enter" && current) run(current);
    else if (event.key === "Tab") {
      if (current?.more) leave(current.more);
    } else return;
    event.preventDefault();
  };
  const ask = (text: string) => {
    setQuery(text);
    setAt(0);
  };
  return { query, ask, items, chosen, current, point: setAt, run, onKeyDown };
}

/** The palette, open. */
export function Palette(props: Props) {
  const { t } = useTranslation();
  const list = useId();
  const { query, ask, items, chosen, current, point, run, onKeyDown } = useChoice(list, props);
  return (
    <Modal
      opened
      onClose={props.onClose}
      centered={false}
      yOffset={120}
      size={640}
      withCloseButton={false}
      padding={0}
      title={undefined}
      attributes={{ content: { "aria-label": t("palette.title") } }}
      classNames={{ content: "pal", inner: "pal-inner" }}
    >
      <div className="pal-field">
        <IconSearch size={20} stroke={STROKE} className="ic" aria-hidden="true" />
        <input
          data-autofocus
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={current ? `${list}-${chosen}` : undefined}
          aria-label={t("palette.placeholder")}
          placeholder={t("palette.placeholder")}
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          value={query}
          onChange={({ currentTarget }) => ask(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Kbd aria-hidden="true">Esc</Kbd>
      </div>
      <List id={list} query={query} items={items} chosen={chosen} onPoint={point} onRun={run} />
      <Foot hasMore={current?.more !== undefined} />
    </Modal>
  );
}
