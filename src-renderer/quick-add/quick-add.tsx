// One field for a new event: what it understands is marked as it is typed, and said under it before anything is created.
import { ActionIcon, Button, Kbd } from "@mantine/core";
import { IconCalendarPlus, IconMail, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventDetail, NewEvent } from "../../src-preload/contract/events.ts";
import { useLive } from "../live.tsx";
import { hue, STROKE } from "../ui/hue.ts";
import { sayKeys } from "../ui/say-keys.ts";
import type { Span } from "./folded.ts";
import { type Sentence, type SentenceScene, useCreateEvent, useSentence } from "./use-sentence.ts";

interface Props extends SentenceScene {
  readonly onCreated?: (event: EventDetail) => void;
  /** The sentence goes on in the editor. */
  readonly onMore: (begun: Partial<NewEvent>) => void;
}

/** The text as the field shows it, with what was understood marked. It lies under the field, whose own letters are not drawn. */
function Marked({ text, spans }: { text: string; spans: readonly Span[] }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { from, to, kind } of spans) {
    if (from > at) parts.push(text.slice(at, from));
    parts.push(
      <mark key={from} data-kind={kind}>
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

function Preview({ id, sentence }: { id: string; sentence: Sentence }) {
  const { t } = useTranslation();
  const { event, calendar, when, rest, command } = sentence;
  const { attendees } = command;
  const asked = attendees ? { calendarId: calendar.id, changes: { title: command.title, attendees } } : {};
  const { data } = useLive("events.consequences", asked, { keep: true, enabled: attendees !== undefined });
  const mails = attendees ? (data?.mails.length ?? 0) : 0;
  return (
    <div id={id} className="quick-said" aria-live="polite">
      <div className="t12 i2 tn">
        <b className="w6">{event.title || t("event.untitled")}</b>
        {[when, ...rest].map((words) => ` · ${words}`).join("")}
        {" · "}
        <span className="quick-calendar">
          <span className="sw" style={hue(calendar.color)} aria-hidden="true" /> {calendar.name}
        </span>
      </div>
      {!event.title && <div className="t12 quick-problem">{t("quick.noTitle")}</div>}
      {event.title && !event.dated && <div className="t12 i3">{t("quick.today")}</div>}
      {mails > 0 && (
        <div className="row g6 t12 i2">
          <IconMail size={14} stroke={STROKE} aria-hidden="true" />
          {t("quick.mails", { count: mails })}
        </div>
      )}
    </div>
  );
}

interface LineProps {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly disabled: boolean;
  readonly describedBy: string | undefined;
  readonly onText: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Line({ text, spans, disabled, describedBy, onText, onKeyDown }: LineProps) {
  const { t } = useTranslation();
  const ghost = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="quick-line">
      <IconCalendarPlus size={18} stroke={STROKE} className="ic" aria-hidden="true" />
      <div className="quick-text">
        <div ref={ghost} className="quick-ghost" aria-hidden="true">
          <Marked text={text} spans={spans} />
        </div>
        <input
          ref={input}
          type="text"
          aria-label={t("quick.label")}
          aria-describedby={describedBy}
          placeholder={disabled ? t("quick.noCalendar") : t("quick.placeholder")}
          disabled={disabled}
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          value={text}
          onChange={({ currentTarget }) => onText(currentTarget.value)}
          onScroll={({ currentTarget }) => ghost.current?.scrollTo({ left: currentTarget.scrollLeft })}
          onKeyDown={onKeyDown}
        />
      </div>
      {text !== "" && (
        <ActionIcon
          size={24}
          aria-label={t("quick.clear")}
          onClick={() => {
            onText("");
            input.current?.focus();
          }}
        >
          <IconX size={14} stroke={STROKE} />
        </ActionIcon>
      )}
    </div>
  );
}

function useField({ onCreated, onMore, ...scene }: Props) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const read = useSentence(scene);
  const create = useCreateEvent();
  const sentence = read(text);
  const canCreate = sentence !== undefined && sentence.event.title !== "" && !busy;
  const submit = async () => {
    if (!canCreate) return;
    setBusy(true);
    const event = await create(sentence);
    setBusy(false);
    if (!event) return;
    // What was typed meanwhile is another event.
    setText((now) => (now === text ? "" : now));
    onCreated?.(event);
  };
  const more = () => {
    if (!sentence) return;
    onMore(sentence.command);
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape" && text !== "") {
      event.stopPropagation();
      setText("");
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) more();
    else void submit();
  };
  return { text, setText, busy, sentence, canCreate, submit, more, onKeyDown };
}

/** The field with its preview. */
export function QuickAdd(props: Props) {
  const { t } = useTranslation();
  const said = useId();
  const { text, setText, busy, sentence, canCreate, submit, more, onKeyDown } = useField(props);
  return (
    <div className="quick" data-open={sentence !== undefined || undefined}>
      <Line
        text={text}
        spans={sentence?.event.spans ?? []}
        disabled={props.calendars.every(({ readOnly }) => readOnly)}
        describedBy={sentence && said}
        onText={setText}
        onKeyDown={onKeyDown}
      />
      {sentence && (
        <div className="quick-below">
          <Preview id={said} sentence={sentence} />
          <div className="row g6">
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              onClick={more}
              rightSection={<Kbd>{sayKeys("Mod+Enter")}</Kbd>}
            >
              {t("quick.more")}
            </Button>
            <Button size="compact-sm" disabled={!canCreate} loading={busy} onClick={() => void submit()}>
              {t("quick.create")}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
