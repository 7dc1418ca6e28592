// The event editor: one dialog for a new event and for changing one. Nothing leaves it before Save.
import { ActionIcon, Button, Modal, SegmentedControl, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { EventDetail } from "../../src-preload/contract/events.ts";
import { toFailure } from "../../src-preload/contract/failure.ts";
import type { Scope } from "../../src-preload/contract/shapes.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { changesOf, type Draft, newEventOf, problemOf } from "./draft.ts";
import { KeptFields, WhatFields, WhenFields } from "./editor-fields.tsx";
import type { Changes } from "./use-changes.ts";

interface Props {
  readonly opened: Draft;
  /** The event that is changed; absent for a new one. */
  readonly event?: EventDetail;
  /** Calendars that can be written to. */
  readonly calendars: readonly Calendar[];
  readonly changes: Changes;
  readonly onClose: () => void;
}

function ScopeChoice({ scope, fixed, onChange }: { scope: Scope; fixed: boolean; onChange: (scope: Scope) => void }) {
  const { t } = useTranslation();
  return (
    <div className="ed-scope">
      <span className="over" id="editor-scope">
        {t("scope.question")}
      </span>
      <SegmentedControl
        fullWidth
        aria-labelledby="editor-scope"
        disabled={fixed}
        value={fixed ? "all" : scope}
        onChange={(value) => onChange(value as Scope)}
        data={(["this", "following", "all"] as const).map((value) => ({ value, label: t(`scope.${value}`) }))}
      />
      {fixed && <span className="t12 i3">{t("scope.calendarNote")}</span>}
    </div>
  );
}

function useEditor({ opened, event, changes, onClose }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(opened);
  const [scope, setScope] = useState<Scope>("this");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [asking, setAsking] = useState(false);
  const changed = changesOf(draft, opened);
  const isEdited = Object.keys(changed).length > 0;
  const movesSeries = Boolean(event?.recurring && changed.calendarId);
  async function save(submit: FormEvent) {
    submit.preventDefault();
    if (busy || problemOf(draft)) return;
    setBusy(true);
    try {
      if (!event) await changes.create(newEventOf(draft));
      else if (isEdited) await changes.update(event, changed, movesSeries ? "all" : scope);
      onClose();
    } catch (error) {
      setFailure(sayFailure(t, toFailure(error)));
      setBusy(false);
    }
  }
  return {
    draft,
    setDraft,
    scope,
    setScope,
    busy,
    failure,
    asking,
    setAsking,
    movesSeries,
    save,
    leave: () => (isEdited ? setAsking(true) : onClose()),
  };
}

function KeepDraft({ opened, onKeep, onDiscard }: { opened: boolean; onKeep: () => void; onDiscard: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onKeep} title={t("editor.keepTitle")} size={360} zIndex={300}>
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

/** The editor dialog. */
export function Editor(props: Props) {
  const { t } = useTranslation();
  const { event, calendars, onClose } = props;
  const editor = useEditor(props);
  const { draft, setDraft } = editor;
  const problem = problemOf(draft);
  const color = calendars.find(({ id }) => id === draft.calendarId)?.color;
  const guests = event?.attendees.length ?? 0;
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
        <div className="ed-head">
          <span className="bar3" style={hue(color ?? "transparent")} />
          <TextInput
            className="sp ed-title"
            variant="unstyled"
            aria-label={t("editor.title")}
            placeholder={t("editor.titlePlaceholder")}
            data-autofocus
            value={draft.title}
            onChange={({ currentTarget }) => setDraft({ ...draft, title: currentTarget.value })}
          />
          <ActionIcon aria-label={t("common.close")} onClick={editor.leave}>
            <IconX size={18} stroke={STROKE} />
          </ActionIcon>
        </div>
        <div className="ed-body">
          <WhenFields draft={draft} problem={problem} onChange={setDraft} />
          {event && <KeptFields event={event} />}
          <div className="hr" />
          <WhatFields draft={draft} calendars={calendars} onChange={setDraft} />
          {event?.recurring && event.recurrenceId && (
            <ScopeChoice scope={editor.scope} fixed={editor.movesSeries} onChange={editor.setScope} />
          )}
        </div>
        <div className="foot">
          <span className="t13 i3 sp" role={editor.failure ? "alert" : undefined}>
            {editor.failure ? (
              <span className="err">{editor.failure}</span>
            ) : (
              guests > 0 && t("editor.mayMail", { count: guests })
            )}
          </span>
          <Button variant="subtle" color="gray" onClick={editor.leave}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" aria-busy={editor.busy} disabled={problem !== undefined}>
            {editor.busy ? t("common.saving") : t("common.save")}
          </Button>
        </div>
      </form>
      <KeepDraft opened={editor.asking} onKeep={() => editor.setAsking(false)} onDiscard={onClose} />
    </Modal>
  );
}
