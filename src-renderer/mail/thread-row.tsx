// A line of the list (look 06): who, what, the first words; state by weight and a dot, the account by a small square.
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCalendarEvent,
  IconClockHour4,
  IconCloudUp,
  IconPaperclip,
  IconStar,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { type DragEvent, type MouseEvent, memo } from "react";
import { hue, STROKE } from "../ui/hue.ts";
import { Avatar } from "./avatar.tsx";
import type { Line } from "./list-rows.ts";
import { isOwn, shortName } from "./people.ts";

/** What every line needs to know of the list. A line has no hook of its own: some hundred a second are drawn while one scrolls. */
export interface RowScene {
  readonly t: TFunction;
  /** Lower case. */
  readonly own: ReadonlySet<string>;
  /** Colour of each account; one account needs none. */
  readonly colors: ReadonlyMap<string, string>;
  readonly sayDate: (ms: number) => string;
  readonly sayFull: (ms: number) => string;
  readonly onClick: (line: Line, event: MouseEvent) => void;
  readonly onCheck: (line: Line, event: MouseEvent) => void;
  readonly onDragStart: (line: Line, event: DragEvent) => void;
}

interface Props {
  readonly line: Line;
  readonly scene: RowScene;
  readonly index: number;
  readonly isOpen: boolean;
  readonly isChecked: boolean;
  readonly isCursor: boolean;
}

/** Who a conversation is with: the user's own part is "me", a draft is said. */
function sayPeople(line: Line, own: ReadonlySet<string>, t: TFunction): string {
  const names = line.people.map((one) => (isOwn(own, one) && line.people.length > 1 ? t("mail.me") : shortName(one)));
  const shown = names.length > 3 ? [names[0], "…", ...names.slice(-2)] : names;
  const text = shown.join(", ").replace(", …,", " …") || t("mail.nobody");
  return line.draft ? t("mail.draftOf", { names: text }) : text;
}

/** What is drawn as glyphs, in words. */
function sayStates(line: Line, t: TFunction): string[] {
  return [
    line.unread && t("mail.state.unread"),
    line.flagged && t("mail.state.starred"),
    line.invitation && t("mail.state.invitation"),
    line.hasAttachments && t("mail.state.attachment"),
    line.answered && t("mail.state.answered"),
    line.forwarded && t("mail.state.forwarded"),
    line.pending && t("mail.state.pending"),
  ].filter((one) => one !== false);
}

/** The one whose face stands beside the line: the last who wrote and is not the user. */
const face = ({ people }: Line, own: ReadonlySet<string>) =>
  people.findLast((one) => !isOwn(own, one)) ?? people.at(-1);

function Marks({ line }: { line: Line }) {
  const glyph = { size: 14, stroke: STROKE, className: "ic", "aria-hidden": true } as const;
  return (
    <>
      {line.pending && <IconCloudUp {...glyph} />}
      {line.snoozedUntilMs !== undefined && <IconClockHour4 {...glyph} />}
      {line.answered && <IconArrowBackUp {...glyph} />}
      {line.forwarded && <IconArrowForwardUp {...glyph} />}
      {line.hasAttachments && <IconPaperclip {...glyph} />}
      {line.flagged && <IconStar {...glyph} className="ml-star" />}
    </>
  );
}

function Words({ line, scene }: { line: Line; scene: RowScene }) {
  const { t } = scene;
  const color = scene.colors.get(line.accountId);
  const weight = line.unread ? "w6" : "w5";
  return (
    <div className="ml-words">
      <div className="row g6 ml-top">
        <span className={`t13 el ${weight}`}>{sayPeople(line, scene.own, t)}</span>
        {line.count > 1 && <span className="t11 i3 tn">{line.count}</span>}
        <span className="sp" />
        <Marks line={line} />
        <span className="t12 i3 tn ml-date">{scene.sayDate(line.dateMs)}</span>
      </div>
      <div className="row g6">
        {line.invitation && <IconCalendarEvent size={14} stroke={1.8} className="br" aria-hidden="true" />}
        <span className={`t13 el sp ${line.unread ? "w6" : ""}`}>{line.subject || t("mail.noSubject")}</span>
        {line.unread && <span className="ml-dot" />}
      </div>
      <div className="row g6 ml-snippet">
        <span className="t12 i3 el sp">{line.snippet}</span>
        {color && <span className="ml-account" style={hue(color)} />}
      </div>
    </div>
  );
}

/** The line. */
export const ThreadRow = memo(function ThreadRow({ line, scene, index, isOpen, isChecked, isCursor }: Props) {
  const { t } = scene;
  const names = sayPeople(line, scene.own, t);
  const subject = line.subject || t("mail.noSubject");
  const count = line.count > 1 ? [t("mail.messages", { count: line.count })] : [];
  const label = [...sayStates(line, t), names, subject, ...count, scene.sayFull(line.dateMs)].join(", ");
  const state = `${isOpen ? " open" : ""}${isChecked ? " checked" : ""}${isCursor ? " cursor" : ""}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be drawn in parts as this list is
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, and names the row it is on
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid and the page's commands have the keys
    <div
      role="row"
      id={`ml-${line.id}`}
      className={`ml-row${state}`}
      aria-rowindex={index + 1}
      aria-selected={isChecked || isOpen}
      aria-label={label}
      draggable
      onDragStart={(event) => scene.onDragStart(line, event)}
      onClick={(event) => scene.onClick(line, event)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the box in it is the way in for a pointer; X is the key */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div
        role="gridcell"
        className="ml-face"
        onClick={(event) => {
          event.stopPropagation();
          scene.onCheck(line, event);
        }}
      >
        <Avatar of={face(line, scene.own)} size={32} />
        <input
          type="checkbox"
          className="ml-check"
          tabIndex={-1}
          checked={isChecked}
          readOnly
          aria-label={t("mail.choose", { subject })}
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row is what is chosen */}
      <div role="gridcell" className="ml-cell">
        <Words line={line} scene={scene} />
      </div>
    </div>
  );
});
