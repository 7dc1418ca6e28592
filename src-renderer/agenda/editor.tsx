// The event editor: one dialog for a new event and for changing one. Nothing leaves it before Save.
import { ActionIcon, Button, Modal, SegmentedControl, TextInput } from "@mantine/core";
import { IconLock, IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { EventChanges, EventDetail } from "../../src-preload/contract/events.ts";
import { toFailure } from "../../src-preload/contract/failure.ts";
import type { Scope } from "../../src-preload/contract/shapes.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { readRule } from "../time/repeat-rule.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { onEscape } from "../ui/keys.ts";
import { ConsequenceLine } from "./consequence-line.tsx";
import { changesOf, type Draft, newEventOf, problemOf } from "./draft.ts";
import { WhatFields, WhenFields } from "./editor-fields.tsx";
import { BusyField, MoreFields } from "./more-fields.tsx";
import { ReminderField } from "./reminder-field.tsx";
import { RepeatField } from "./repeat-field.tsx";
import { targetOf } from "./target.ts";
import type { Changes } from "./use-changes.ts";

const LOCKED_ID = "editor-locked";

interface Props {
  readonly opened: Draft;
  /** The event that is changed; absent for a new one. */
  readonly event?: EventDetail;
  /** Calendars that can be written to. */
  readonly calendars: readonly Calendar[];
  readonly changes: Changes;
  readonly onClose: () => void;
}

interface ScopeProps {
  readonly scope: Scope;
  /** Why not every scope is on offer. */
  readonly limit: "calendar" | "rule" | undefined;
  readonly onChange: (scope: Scope) => void;
}

function ScopeChoice({ scope, limit, onChange }: ScopeProps) {
  const { t } = useTranslation();
  return (
    <div className="ed-scope">
      <span className="over" id="editor-scope">
        {t("scope.question")}
      </span>
      <SegmentedControl
        fullWidth
        aria-labelledby="editor-scope"
        disabled={limit === "calendar"}
        value={scope}
        onChange={(value) => onChange(value as Scope)}
        data={(["this", "following", "all"] as const).map((value) => ({
          value,
          label: t(`scope.${value}`),
          disabled: value === "this" && limit === "rule",
        }))}
      />
      {limit && <span className="t12 i3">{t(limit === "calendar" ? "scope.calendarNote" : "scope.ruleNote")}</span>}
    </div>
  );
}

/** Which instances the changes can be for: a calendar is the whole series', a rule never one instance's. */
function limited(scope: Scope, recurring: boolean, changed: EventChanges) {
  if (recurring && changed.calendarId !== undefined) return { scope: "all", limit: "calendar" } as const;
  if (!recurring || changed.rrule === undefined) return { scope, limit: undefined };
  return { scope: scope === "this" ? "following" : scope, limit: "rule" } as const;
}

function useEditor({ opened, event, changes, onClose }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(opened);
  const [chosen, setScope] = useState<Scope>("this");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [asking, setAsking] = useState(false);
  const changed = changesOf(draft, opened);
  const isEdited = Object.keys(changed).length > 0;
  const { scope, limit } = limited(chosen, event?.recurring ?? false, changed);
  async function save(submit: FormEvent) {
    submit.preventDefault();
    if (busy || problemOf(draft)) return;
    setBusy(true);
    try {
      if (!event) await changes.create(newEventOf(draft));
      else if (isEdited) await changes.update(event, changed, scope);
      onClose();
    } catch (error) {
      const known = toFailure(error);
      const said = sayFailure(t, known);
      setFailure(known.reason === "not-expressible" ? `${said} ${t("editor.stillHere")}` : said);
      setBusy(false);
    }
  }
  return {
    draft,
    setDraft,
    scope,
    limit,
    setScope,
    busy,
    failure,
    asking,
    setAsking,
    save,
    planned: event && isEdited ? { ...targetOf({ ...event, eventId: event.id }, scope), changes: changed } : undefined,
    leave: () => (isEdited ? setAsking(true) : onClose()),
  };
}

function KeepDraft({ opened, onKeep, onDiscard }: { opened: boolean; onKeep: () => void; onDiscard: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onKeep}
      closeOnEscape={false}
      onKeyDown={onEscape(onKeep)}
      title={t("editor.keepTitle")}
      size={360}
      zIndex={300}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <p className="t13 i2">{t("editor.keepText")}</p>
      <div className="dialog-foot">
        <Button variant="subtle" className="danger" onClick={onDiscard}>
          {t("editor.discard")}
        </Button>
        <Button data-autofocus onClick={onKeep}>
          {t("editor.keep")}
        </Button>
      </div>
    </Modal>
  );
}

type EditorModel = ReturnType<typeof useEditor>;

function Head({ editor, locked, color }: { editor: EditorModel; locked: boolean; color: string | undefined }) {
  const { t } = useTranslation();
  const { draft, setDraft, leave } = editor;
  return (
    <div className="ed-head">
      <span className="bar3" style={hue(color ?? "transparent")} />
      <TextInput
        className={locked ? "sp ed-title locked" : "sp ed-title"}
        variant="unstyled"
        aria-label={t("editor.title")}
        placeholder={t("editor.titlePlaceholder")}
        data-autofocus={!locked || undefined}
        disabled={locked}
        value={draft.title}
        onChange={({ currentTarget }) => setDraft({ ...draft, title: currentTarget.value })}
      />
      <ActionIcon aria-label={t("common.close")} data-autofocus={locked || undefined} onClick={leave}>
        <IconX size={18} stroke={STROKE} />
      </ActionIcon>
    </div>
  );
}

/** Somebody else's event: the reason stands above what cannot be changed (R90). */
function LockedNote({ event }: { event: EventDetail }) {
  const { t } = useTranslation();
  const who = event.organizer?.name ?? event.organizer?.address;
  return (
    <p className="hint flat quiet t13 i2" id={LOCKED_ID}>
      <IconLock size={17} stroke={STROKE} className="ic" aria-hidden="true" />
      {who ? t("editor.locked", { who }) : t("editor.lockedUnknown")}
    </p>
  );
}

function Fields({ editor, event, calendars, locked }: FieldsProps) {
  const { draft, setDraft } = editor;
  // A series by dates alone has no rule to read; one we cannot say is kept as it is.
  const opened = event?.rrule ?? "";
  const custom = event?.recurring && !readRule(opened, "floating") ? opened : undefined;
  const set = {
    className: locked ? "bare locked" : "bare",
    disabled: locked,
    ...(locked && { "aria-describedby": LOCKED_ID }),
  };
  return (
    <>
      {locked && event && <LockedNote event={event} />}
      <fieldset {...set}>
        <WhenFields draft={draft} problem={problemOf(draft)} onChange={setDraft} />
        <RepeatField draft={draft} custom={custom} onChange={setDraft} />
      </fieldset>
      <ReminderField draft={draft} onChange={setDraft} />
      <BusyField draft={draft} onChange={setDraft} />
      <div className="hr" />
      <fieldset {...set}>
        <WhatFields draft={draft} calendars={calendars} onChange={setDraft} />
        <MoreFields draft={draft} onChange={setDraft} />
      </fieldset>
      {event?.recurring && event.recurrenceId && (
        <ScopeChoice scope={editor.scope} limit={editor.limit} onChange={editor.setScope} />
      )}
    </>
  );
}
interface FieldsProps extends Pick<Props, "event" | "calendars"> {
  readonly editor: EditorModel;
  readonly locked: boolean;
}

function Foot({ editor }: { editor: EditorModel }) {
  const { t } = useTranslation();
  return (
    <div className="foot">
      {editor.failure ? (
        <span className="t13 err sp" role="alert">
          {editor.failure}
        </span>
      ) : (
        <ConsequenceLine planned={editor.planned} />
      )}
      <Button variant="subtle" color="gray" onClick={editor.leave}>
        {t("common.cancel")}
      </Button>
      <Button type="submit" aria-busy={editor.busy} disabled={problemOf(editor.draft) !== undefined}>
        {editor.busy ? t("common.saving") : t("common.save")}
      </Button>
    </div>
  );
}

/** The editor dialog. */
export function Editor(props: Props) {
  const { t } = useTranslation();
  const { event, calendars, onClose } = props;
  const editor = useEditor(props);
  const color = calendars.find(({ id }) => id === editor.draft.calendarId)?.color;
  const locked = event !== undefined && !event.organizedByMe;
  const name = event ? t("editor.edit") : t("editor.new");
  return (
    <Modal
      opened
      onClose={editor.leave}
      closeOnEscape={!editor.asking}
      closeOnClickOutside={false}
      withCloseButton={false}
      size={600}
      padding={0}
      aria-label={name}
      className="editor"
      attributes={{ content: { "aria-label": name } }}
    >
      <form onSubmit={editor.save} noValidate>
        <Head editor={editor} locked={locked} color={color} />
        <div className="ed-body">
          <Fields editor={editor} event={event} calendars={calendars} locked={locked} />
        </div>
        <Foot editor={editor} />
      </form>
      <KeepDraft opened={editor.asking} onKeep={() => editor.setAsking(false)} onDiscard={onClose} />
    </Modal>
  );
}
