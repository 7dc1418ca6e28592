// A look at one event beside its block: what, when, where, and its state towards the server.
import { ActionIcon, Button, Portal, Tooltip } from "@mantine/core";
import { useFocusTrap, useMergedRef } from "@mantine/hooks";
import {
  IconAlertTriangle,
  IconDownload,
  IconMapPin,
  IconNotes,
  IconPencil,
  IconRepeat,
  IconTrash,
  IconUsers,
  IconX,
} from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { EventDetail } from "../../src-preload/contract/events.ts";
import { useCall, useLive } from "../live.tsx";
import { sayRepeat } from "../time/say-repeat.ts";
import { useNow } from "../time/use-now.ts";
import { useTold } from "../told.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { saveCalendarFile } from "../ui/save-file.ts";
import { AnswerButtons } from "./answer-buttons.tsx";
import { findBlock } from "./blocks.ts";
import { type AgendaItem, sayWhen } from "./occurrence.ts";
import { JoinButton, LinkFact, linkOf, Marks } from "./peek-meeting.tsx";
import { usePeekPlace } from "./peek-place.ts";
import { PeekState, sayDistance } from "./peek-state.tsx";
import { plainText } from "./plain-text.ts";
import type { Answer } from "./use-changes.ts";

interface Props {
  readonly item: AgendaItem;
  readonly zone: string;
  readonly onClose: () => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  readonly onAnswer: (answer: Answer) => void;
  /** Shows the two versions of an event that both sides changed. */
  readonly onDecide: (conflictId: string | undefined) => void;
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className="row g8 top">
      {icon}
      {children}
    </div>
  );
}

function useExport({ occurrence }: AgendaItem): () => void {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const run = async () => {
    const { text } = await call("events.export", { eventId: occurrence.eventId });
    saveCalendarFile(occurrence.title || t("event.untitled"), text);
  };
  return () => told(run());
}

function Head({ item, onClose, onEdit, onRemove }: Props) {
  const { t } = useTranslation();
  const exportOne = useExport(item);
  const distance = sayDistance(item.occurrence, useNow(), t);
  const actions = item.calendar.readOnly
    ? []
    : [
        { label: t("common.edit"), Icon: IconPencil, run: onEdit },
        { label: t("common.remove"), Icon: IconTrash, run: onRemove },
      ];
  return (
    <div className="row g2 peek-head">
      {distance && <span className={distance.isNow ? "chip now tn" : "chip tn"}>{distance.text}</span>}
      <div className="sp" />
      {[
        ...actions,
        { label: t("transfer.export"), Icon: IconDownload, run: exportOne },
        { label: t("common.close"), Icon: IconX, run: onClose },
      ].map(({ label, Icon, run }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon aria-label={label} onClick={run}>
            <Icon size={17} stroke={STROKE} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}

function Facts({ detail }: { detail: EventDetail }) {
  const { t } = useTranslation();
  const description = detail.description ? plainText(detail.description) : "";
  const hasPeople = detail.attendees.length > 0;
  if (!detail.location && !description && !hasPeople && linkOf(detail) === undefined) return null;
  return (
    <div className="col g8 peek-facts">
      {detail.location && (
        <Fact icon={<IconMapPin size={16} stroke={STROKE} className="ic" aria-hidden="true" />}>
          <span className="t13">{detail.location}</span>
        </Fact>
      )}
      {hasPeople && (
        <Fact icon={<IconUsers size={16} stroke={STROKE} className="ic" aria-hidden="true" />}>
          <div className="col">
            <span className="t13">{t("event.guests", { count: detail.attendees.length })}</span>
            <span className="t12 i3">{detail.attendees.map(({ name, address }) => name ?? address).join(", ")}</span>
          </div>
        </Fact>
      )}
      {description && (
        <Fact icon={<IconNotes size={16} stroke={STROKE} className="ic" aria-hidden="true" />}>
          <p className="t13 i2 peek-text">{description}</p>
        </Fact>
      )}
      <LinkFact detail={detail} />
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
      if (target instanceof Element && !target.closest(".peek, .mantine-Tooltip-tooltip")) onClose();
    };
    document.addEventListener("mousedown", press);
    return () => document.removeEventListener("mousedown", press);
  }, [onClose]);
}

function Panel(props: Props) {
  const { item, zone, onClose } = props;
  const { occurrence, calendar, key } = item;
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
      <div className="row g12 peek-title" style={hue(calendar.color)}>
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
      {data && <Marks detail={data.event} />}
      {data && occurrence.answer !== undefined && !data.event.organizedByMe && (
        <AnswerButtons detail={data.event} onAnswer={props.onAnswer} />
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
