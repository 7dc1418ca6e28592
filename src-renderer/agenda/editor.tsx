// The event editor: one dialog for a new event and for changing one. Nothing leaves it before Save.
import { ActionIcon, Modal, TextInput } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { IconLock, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { hue, STROKE } from "../ui/hue.ts";
import { Attachments } from "./editor/attachments.tsx";
import { Foot } from "./editor/foot.tsx";
import { Guests } from "./editor/guests.tsx";
import { KeepDraft, KeptStrip } from "./editor/leaving.tsx";
import { type EditorModel, type EditorProps, useEditorModel } from "./editor/model.ts";
import { MoreFields } from "./editor/more-fields.tsx";
import { ReminderField } from "./editor/reminder-field.tsx";
import { RepeatField } from "./editor/repeat-field.tsx";
import { savedOf } from "./editor/saved-series.ts";
import { ScopeChoice } from "./editor/scope-choice.tsx";
import { CalendarField, DescriptionField, WhereFields } from "./editor/what-fields.tsx";
import { WhenFields } from "./editor/when-fields.tsx";

const LOCKED_ID = "editor-locked";

interface PartProps {
  readonly editor: EditorModel;
}

function Head({ editor }: PartProps) {
  const { t } = useTranslation();
  const { draft, set, leave, calendar, lock } = editor;
  return (
    <div className="ed-head">
      <span className="bar3" style={hue(draft.color || (calendar?.color ?? "transparent"))} />
      <TextInput
        className={lock ? "sp ed-title locked" : "sp ed-title"}
        variant="unstyled"
        aria-label={t("editor.title")}
        placeholder={t("editor.titlePlaceholder")}
        maxLength={1000}
        data-autofocus={!lock || undefined}
        disabled={lock !== undefined}
        value={draft.title}
        onChange={({ currentTarget }) => set({ ...draft, title: currentTarget.value })}
      />
      <ActionIcon aria-label={t("common.close")} data-autofocus={lock || undefined} onClick={leave}>
        <IconX size={18} stroke={STROKE} />
      </ActionIcon>
    </div>
  );
}

/** What may not be changed stands under its reason (R90). */
function LockedNote({ editor }: PartProps) {
  const { t } = useTranslation();
  const { lock, event } = editor;
  if (!lock) return null;
  const who = event?.organizer?.name ?? event?.organizer?.address;
  const words = who ? t("editor.locked", { who }) : t("editor.lockedUnknown");
  return (
    <p className="hint flat quiet t13 i2" id={LOCKED_ID}>
      <IconLock size={17} stroke={STROKE} className="ic" aria-hidden="true" />
      {lock === "readOnly" ? t("editor.readOnly") : words}
    </p>
  );
}

/** Fields that are shut together. */
function Shut({ when, children }: { readonly when: boolean; readonly children: ReactNode }) {
  const described = when && { "aria-describedby": LOCKED_ID };
  return (
    <fieldset className={when ? "bare locked" : "bare"} disabled={when} {...described}>
      {children}
    </fieldset>
  );
}

/** When, where, what. */
function Left({ editor }: PartProps) {
  const { draft, set, event, opened, screen, lock, problem } = editor;
  const isLocked = lock !== undefined;
  const saved = savedOf(event, opened);
  const cannot = editor.calendar?.cannot ?? [];
  return (
    <div className="ed-left">
      <LockedNote editor={editor} />
      <Shut when={isLocked}>
        <WhenFields
          draft={draft}
          problem={problem}
          today={screen.today}
          screenZone={screen.zone}
          floating={!cannot.includes("floating")}
          error={editor.errorAt("zone")}
          onChange={set}
        />
        <RepeatField
          draft={draft}
          saved={saved}
          onlyThis={editor.scope === "this"}
          today={screen.today}
          error={editor.errorAt("repeat")}
          onChange={set}
        />
        <div className="hr" />
        <WhereFields draft={draft} event={event} onChange={set} />
        <CalendarField draft={draft} calendars={editor.calendars} error={editor.errorAt("color")} onChange={set} />
      </Shut>
      <Shut when={lock === "readOnly"}>
        <ReminderField
          draft={draft}
          onlyOne={cannot.includes("many-reminders")}
          error={editor.errorAt("reminders")}
          onChange={set}
        />
      </Shut>
      <div className="hr" />
      <Shut when={isLocked}>
        <DescriptionField draft={draft} event={event} onChange={set} />
      </Shut>
      <Attachments files={event?.attachments ?? []} />
    </div>
  );
}

/** Who, how it counts, and for which times of a series. */
function Right({ editor }: PartProps) {
  const { draft, set, event, calendar, screen, lock } = editor;
  return (
    <div className="ed-right">
      <Guests
        draft={draft}
        event={event}
        calendar={calendar}
        screenZone={screen.zone}
        locked={lock !== undefined}
        error={editor.errorAt("guests")}
        onChange={set}
      />
      <Shut when={lock === "readOnly"}>
        <MoreFields draft={draft} isNew={event === undefined} locked={lock !== undefined} onChange={set} />
      </Shut>
      <div className="sp" />
      {event?.recurring && event.recurrenceId && lock !== "readOnly" && <ScopeChoice {...editor} />}
    </div>
  );
}

/** The editor dialog. */
export function Editor(props: EditorProps) {
  const { t } = useTranslation();
  const editor = useEditorModel(props);
  const name = props.event ? t("editor.edit") : t("editor.new");
  useWindowEvent("keydown", (event) => {
    const isSave = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented;
    // A question over the editor has the keys to itself.
    if (!isSave || document.querySelectorAll("[aria-modal=true]").length > 1) return;
    event.preventDefault();
    void editor.save();
  });
  return (
    <Modal
      opened
      onClose={editor.leave}
      closeOnEscape={!editor.asking && !editor.reading}
      closeOnClickOutside={false}
      withCloseButton={false}
      size={960}
      padding={0}
      aria-label={name}
      className="editor"
      attributes={{ content: { "aria-label": name } }}
    >
      <form onSubmit={editor.save} noValidate>
        <Head editor={editor} />
        <KeptStrip editor={editor} />
        <div className="ed-body">
          <Left editor={editor} />
          <Right editor={editor} />
        </div>
        <Foot editor={editor} />
      </form>
      <KeepDraft editor={editor} />
    </Modal>
  );
}
