// A look at one event beside its block: what, when, where, and its state towards the server.
import { ActionIcon, Button, Menu, Portal, Tooltip } from "@mantine/core";
import { useFocusTrap, useMergedRef } from "@mantine/hooks";
import {
  IconAlertTriangle,
  IconCopy,
  IconDots,
  IconEye,
  IconPencil,
  IconRepeat,
  IconTrash,
  IconX,
} from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { useLive } from "../live.tsx";
import { sayRepeat } from "../time/say-repeat.ts";
import { useNow } from "../time/use-now.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { AnswerButtons } from "./answer-buttons.tsx";
import { findBlock } from "./blocks.ts";
import { type EventDeeds, MoreItems } from "./event-menu.tsx";
import { type AgendaItem, colorOf, sayWhen } from "./occurrence.ts";
import { Facts } from "./peek-facts.tsx";
import { LinkedMail, type MailLink } from "./peek-mail.tsx";
import { JoinButton, Marks } from "./peek-meeting.tsx";
import { usePeekPlace } from "./peek-place.ts";
import { PeekState, sayDistance } from "./peek-state.tsx";

interface Props {
  readonly item: AgendaItem;
  readonly zone: string;
  readonly calendars: readonly Calendar[];
  readonly deeds: EventDeeds;
  readonly onClose: () => void;
  /** Shows the two versions of an event that both sides changed. */
  readonly onDecide: (conflictId: string | undefined) => void;
  readonly onMail: (message: MailLink) => void;
}

function Head({ item, calendars, deeds, onClose }: Props) {
  const { t } = useTranslation();
  const distance = sayDistance(item.occurrence, useNow(), t);
  const actions = item.calendar.readOnly
    ? [{ label: t("peek.whole"), Icon: IconEye, run: () => deeds.edit(item) }]
    : [
        { label: t("common.edit"), Icon: IconPencil, run: () => deeds.edit(item) },
        { label: t("menu.duplicate"), Icon: IconCopy, run: () => deeds.duplicate(item) },
        { label: t("common.remove"), Icon: IconTrash, run: () => deeds.remove(item) },
      ];
  const button = ({ label, Icon, run }: { label: string; Icon: typeof IconX; run: () => void }) => (
    <Tooltip key={label} label={label}>
      <ActionIcon aria-label={label} onClick={run}>
        <Icon size={17} stroke={STROKE} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className="row g2 peek-head">
      {distance && <span className={distance.isNow ? "chip now tn" : "chip tn"}>{distance.text}</span>}
      <div className="sp" />
      {actions.map(button)}
      <Menu position="bottom-end" shadow="md" width={232} withinPortal={false} floatingStrategy="fixed">
        <Menu.Target>
          <ActionIcon aria-label={t("peek.more")}>
            <IconDots size={17} stroke={STROKE} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <MoreItems item={item} calendars={calendars} deeds={deeds} />
        </Menu.Dropdown>
      </Menu>
      {button({ label: t("common.close"), Icon: IconX, run: onClose })}
    </div>
  );
}

/** Both sides changed it: said at once, decided on its own page. */
function ConflictNote({ conflictId, onDecide }: { conflictId: string | undefined } & Pick<Props, "onDecide">) {
  const { t } = useTranslation();
  return (
    <div className="row g8 top peek-conflict">
      <IconAlertTriangle size={16} stroke={STROKE} aria-hidden="true" />
      <span className="t12 sp">{t("conflict.peek")}</span>
      <Button size="compact-sm" variant="default" onClick={() => onDecide(conflictId)}>
        {t("conflict.decide")}
      </Button>
    </div>
  );
}

function useOutsidePress(onClose: () => void): void {
  useEffect(() => {
    const press = ({ target }: MouseEvent) => {
      if (target instanceof Element && !target.closest(".peek, .mantine-Tooltip-tooltip, .mantine-Menu-dropdown"))
        onClose();
    };
    document.addEventListener("mousedown", press);
    return () => document.removeEventListener("mousedown", press);
  }, [onClose]);
}

function Panel(props: Props) {
  const { item, zone, onClose } = props;
  const { occurrence, key } = item;
  const { t, i18n } = useTranslation();
  const panel = useRef<HTMLDivElement>(null);
  const trap = useMergedRef(panel, useFocusTrap());
  const { data } = useLive("events.get", {
    id: occurrence.eventId,
    ...(occurrence.recurrenceId && { recurrenceId: occurrence.recurrenceId }),
  });
  usePeekPlace(panel, key, data);
  useOutsidePress(onClose);
  useEffect(() => () => findBlock(key)?.focus({ preventScroll: true }), [key]);
  const rrule = data?.event.rrule;
  const title = occurrence.title || t("event.untitled");
  return (
    <div
      ref={trap}
      className="pop peek"
      role="dialog"
      aria-label={title}
      tabIndex={-1}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <Head {...props} />
      <div className="row g12 peek-title" style={hue(colorOf(item))}>
        <span className="bar3" />
        <div className="col sp">
          <h2 className="t16 w6 peek-name" tabIndex={-1} data-autofocus>
            {title}
          </h2>
          <span className="t13 i2 tn">{sayWhen(occurrence, { t, language: i18n.language, zone })}</span>
          {occurrence.recurring && (
            <span className="row g4 t12 i3">
              <IconRepeat size={14} stroke={STROKE} aria-hidden="true" />
              {rrule ? sayRepeat(rrule, t, i18n.language, data?.event.zone) : t("repeat.other")}
            </span>
          )}
        </div>
      </div>
      {(occurrence.conflict || data?.event.conflictId) && (
        <ConflictNote conflictId={data?.event.conflictId} onDecide={props.onDecide} />
      )}
      {data && <JoinButton detail={data.event} />}
      {data && <Facts detail={data.event} />}
      <LinkedMail eventId={occurrence.eventId} onMail={props.onMail} />
      {data && <Marks detail={data.event} />}
      {data && occurrence.answer !== undefined && !data.event.organizedByMe && (
        <AnswerButtons detail={data.event} onAnswer={(answer) => props.deeds.respond(item, answer)} />
      )}
      <PeekState item={item} zone={zone} />
    </div>
  );
}

/** The peek (348 px wide, beside its block). */
export function Peek(props: Props) {
  return (
    <Portal>
      <Panel {...props} />
    </Portal>
  );
}
