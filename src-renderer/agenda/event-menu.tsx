// What can be done with one event, as the items of a menu: in the context menu, and behind the dots of the peek.
import { Kbd, Menu } from "@mantine/core";
import {
  IconCalendar,
  IconCheck,
  IconClipboardText,
  IconCopy,
  IconCopyPlus,
  IconDownload,
  IconEye,
  IconHistory,
  IconLink,
  IconPalette,
  IconPencil,
  IconScissors,
  IconTrash,
  IconUserQuestion,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { PALETTE } from "../../src-preload/contract/palette.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { webAddress } from "../ui/web-address.ts";
import type { AgendaItem } from "./occurrence.ts";
import type { Answer } from "./use-changes.ts";

/** What the page does with an event when it is told to. */
export interface EventDeeds {
  readonly open: (item: AgendaItem) => void;
  readonly edit: (item: AgendaItem) => void;
  readonly duplicate: (item: AgendaItem) => void;
  /** Keeps it to be pasted. */
  readonly hold: (item: AgendaItem, isCut: boolean) => void;
  readonly moveTo: (item: AgendaItem, calendar: Calendar) => void;
  readonly recolor: (item: AgendaItem, color: string | null) => void;
  readonly respond: (item: AgendaItem, answer: Answer) => void;
  readonly copyText: (item: AgendaItem) => void;
  readonly copyLink: (address: string) => void;
  readonly save: (item: AgendaItem) => void;
  /** Shows its earlier versions. */
  readonly history: (item: AgendaItem) => void;
  readonly remove: (item: AgendaItem) => void;
}

interface Props {
  readonly item: AgendaItem;
  readonly calendars: readonly Calendar[];
  readonly deeds: EventDeeds;
}

const icon = (Icon: typeof IconEye) => <Icon size={16} stroke={STROKE} aria-hidden="true" />;

function Sub({ label, Icon, children }: { label: string; Icon: typeof IconEye; children: ReactNode }) {
  return (
    <Menu.Sub position="right-start">
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={icon(Icon)}>{label}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>{children}</Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

function Colors({ item, deeds }: Omit<Props, "calendars">) {
  const { t } = useTranslation();
  const { color } = item.occurrence;
  return (
    <Sub label={t("menu.color")} Icon={IconPalette}>
      <Menu.Item
        leftSection={<span className="sw" style={hue(item.calendar.color)} />}
        rightSection={!color && icon(IconCheck)}
        onClick={() => deeds.recolor(item, null)}
      >
        {t("menu.calendarColor")}
      </Menu.Item>
      <Menu.Divider />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is not allowed in a menu */}
      <div className="palette" role="group" aria-label={t("menu.color")}>
        {PALETTE.map((one, n) => (
          <Menu.RadioItem
            key={one}
            value={one}
            checked={color?.toUpperCase() === one.toUpperCase()}
            className="swatch"
            style={hue(one)}
            aria-label={t("calendars.colorNumber", { n: n + 1 })}
            closeMenuOnClick
            onChange={() => deeds.recolor(item, one)}
          >
            {color?.toUpperCase() === one.toUpperCase() ? <IconCheck size={12} stroke={3} aria-hidden="true" /> : ""}
          </Menu.RadioItem>
        ))}
      </div>
    </Sub>
  );
}

function Calendars({ item, calendars, deeds }: Props) {
  const { t } = useTranslation();
  const others = calendars.filter(({ id, readOnly }) => !readOnly && id !== item.calendar.id);
  if (others.length === 0) return null;
  return (
    <Sub label={t("menu.moveTo")} Icon={IconCalendar}>
      {others.map((calendar) => (
        <Menu.Item
          key={calendar.id}
          leftSection={<span className="sw" style={hue(calendar.color)} />}
          onClick={() => deeds.moveTo(item, calendar)}
        >
          {calendar.name}
        </Menu.Item>
      ))}
    </Sub>
  );
}

const ANSWERS = ["accepted", "tentative", "declined"] as const;

function Answers({ item, deeds }: Omit<Props, "calendars">) {
  const { t } = useTranslation();
  return (
    <Sub label={t("menu.answer")} Icon={IconUserQuestion}>
      {ANSWERS.map((answer) => (
        <Menu.Item
          key={answer}
          rightSection={item.occurrence.answer === answer && icon(IconCheck)}
          onClick={() => deeds.respond(item, answer)}
        >
          {t(`answer.${answer}`)}
        </Menu.Item>
      ))}
    </Sub>
  );
}

function CopyItems({ item, deeds }: Omit<Props, "calendars">) {
  const { t } = useTranslation();
  const page = webAddress(item.occurrence.conferenceUrl);
  return (
    <>
      <Menu.Item leftSection={icon(IconClipboardText)} onClick={() => deeds.copyText(item)}>
        {t("menu.copyText")}
      </Menu.Item>
      {page && (
        <Menu.Item leftSection={icon(IconLink)} onClick={() => deeds.copyLink(page)}>
          {t("menu.copyLink")}
        </Menu.Item>
      )}
      <Menu.Item leftSection={icon(IconDownload)} onClick={() => deeds.save(item)}>
        {t("transfer.export")}
      </Menu.Item>
      <Menu.Item leftSection={icon(IconHistory)} onClick={() => deeds.history(item)}>
        {t("history.open")}
      </Menu.Item>
    </>
  );
}

/** What goes on with the event: copies, calendar, colour, answer, text. */
export function MoreItems({ item, calendars, deeds }: Props) {
  const { t } = useTranslation();
  const { calendar, occurrence } = item;
  const mayColor = !calendar.readOnly && !calendar.cannot?.includes("color");
  return (
    <>
      <Menu.Item
        leftSection={icon(IconCopyPlus)}
        rightSection={<Kbd>Ctrl D</Kbd>}
        onClick={() => deeds.duplicate(item)}
      >
        {t("menu.duplicate")}
      </Menu.Item>
      {!calendar.readOnly && <Calendars item={item} calendars={calendars} deeds={deeds} />}
      {mayColor && <Colors item={item} deeds={deeds} />}
      {occurrence.answer !== undefined && <Answers item={item} deeds={deeds} />}
      <Menu.Divider />
      <CopyItems item={item} deeds={deeds} />
    </>
  );
}

/** Everything of an event. */
export function EventItems(props: Props) {
  const { item, deeds } = props;
  const { t } = useTranslation();
  const own = !item.calendar.readOnly;
  return (
    <>
      <Menu.Item leftSection={icon(IconEye)} rightSection={<Kbd>↵</Kbd>} onClick={() => deeds.open(item)}>
        {t("menu.open")}
      </Menu.Item>
      <Menu.Item
        leftSection={icon(own ? IconPencil : IconEye)}
        rightSection={<Kbd>E</Kbd>}
        onClick={() => deeds.edit(item)}
      >
        {t(own ? "common.edit" : "peek.whole")}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={icon(IconCopy)} rightSection={<Kbd>Ctrl C</Kbd>} onClick={() => deeds.hold(item, false)}>
        {t("menu.copy")}
      </Menu.Item>
      {own && (
        <Menu.Item
          leftSection={icon(IconScissors)}
          rightSection={<Kbd>Ctrl X</Kbd>}
          onClick={() => deeds.hold(item, true)}
        >
          {t("menu.cut")}
        </Menu.Item>
      )}
      <MoreItems {...props} />
      {own && (
        <>
          <Menu.Divider />
          <Menu.Item
            className="danger"
            leftSection={icon(IconTrash)}
            rightSection={<Kbd>{t("menu.deleteKey")}</Kbd>}
            onClick={() => deeds.remove(item)}
          >
            {t("common.remove")}
          </Menu.Item>
        </>
      )}
    </>
  );
}
