// Importing calendar files: what is in them, where it goes, what cannot be read; then one button.
import { Button, FileButton, Modal, Select } from "@mantine/core";
import { IconAlertTriangle, IconFileImport } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useTold } from "../told.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { toast } from "../ui/toast.tsx";
import { type CalendarFile, readCalendarFiles } from "./read-files.ts";
import { type Preview, useImport } from "./use-import.ts";

interface Props {
  /** Files dropped on the agenda; none when the dialog was opened to pick some. */
  readonly dropped: readonly CalendarFile[];
  readonly calendars: readonly Calendar[];
  readonly onClose: () => void;
}

function Pick({ onFiles }: { onFiles: (files: readonly CalendarFile[]) => void }) {
  const { t } = useTranslation();
  const told = useTold();
  const read = async (files: readonly File[]) => {
    const found = await readCalendarFiles(files);
    if (found.length > 0) onFiles(found);
    else toast({ text: t("transfer.noCalendarFile"), tone: "failed" });
  };
  return (
    <div className="drop-here">
      <IconFileImport size={28} stroke={1.4} className="ic" aria-hidden="true" />
      <p className="t13 i3">{t("transfer.dropHint")}</p>
      <FileButton multiple accept=".ics,.ical,text/calendar" onChange={(files) => told(read(files))}>
        {(props) => (
          <Button {...props} variant="default" data-autofocus>
            {t("transfer.choose")}
          </Button>
        )}
      </FileButton>
    </div>
  );
}

function Found({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const { created, skipped, parked } = preview;
  return (
    <div className="col g6" aria-live="polite">
      <p className="t14 w6">{t("transfer.willCreate", { count: created })}</p>
      {skipped > 0 && <p className="t13 i2">{t("transfer.willSkip", { count: skipped })}</p>}
      {parked.length > 0 && (
        <>
          <p className="row g6 t13 err">
            <IconAlertTriangle size={16} stroke={STROKE} aria-hidden="true" />
            {t("transfer.unreadable", { count: parked.length })}
          </p>
          <ul className="plain imp-parked t12" aria-label={t("transfer.unreadable", { count: parked.length })}>
            {parked.map(({ file, subject, failure }, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two entries of a file may read the same
              <li key={`${file} ${subject} ${n}`}>
                <span className="w5">{subject}</span> <span className="i3">{sayFailure(t, failure)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="t12 i3">{t("transfer.nobodyInvited")}</p>
    </div>
  );
}

function Target({ calendars, value, onChange }: TargetProps) {
  const { t } = useTranslation();
  const chosen = calendars.find(({ id }) => id === value);
  return (
    <Select
      label={t("transfer.into")}
      value={value ?? null}
      data={calendars.map(({ id, name }) => ({ value: id, label: name }))}
      leftSection={chosen && <span className="sw" style={hue(chosen.color)} />}
      onChange={(id) => {
        const next = calendars.find((calendar) => calendar.id === id);
        if (next) onChange(next);
      }}
    />
  );
}
interface TargetProps {
  readonly calendars: readonly Calendar[];
  readonly value: Calendar["id"] | undefined;
  readonly onChange: (calendar: Calendar) => void;
}

/** The dialog. */
export function ImportDialog({ dropped, calendars, onClose }: Props) {
  const { t } = useTranslation();
  const writable = calendars.filter(({ readOnly }) => !readOnly);
  const [files, setFiles] = useState(dropped);
  const [target, setTarget] = useState((writable.find(({ visible }) => visible) ?? writable[0])?.id);
  const { preview, failure, busy, run } = useImport(files, target);
  const submit = async () => {
    if (await run()) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("transfer.title")}
      size={480}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {files.length === 0 ? (
        <Pick onFiles={setFiles} />
      ) : (
        <div className="col g16">
          <p className="t13 i2 el">{files.map(({ name }) => name).join(", ")}</p>
          {writable.length > 0 ? (
            <Target calendars={writable} value={target} onChange={({ id }) => setTarget(id)} />
          ) : (
            <p className="t13 err" role="alert">
              {t("view.noCalendar")}
            </p>
          )}
          {preview && <Found preview={preview} />}
          {failure && (
            <p className="t13 err" role="alert">
              {sayFailure(t, failure)}
            </p>
          )}
        </div>
      )}
      <div className="dialog-foot">
        <Button variant="subtle" color="gray" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        {files.length > 0 && (
          <Button
            aria-busy={busy}
            disabled={!preview || preview.created === 0 || busy}
            onClick={() => void submit()}
            data-autofocus
          >
            {busy ? t("transfer.importing") : t("transfer.action")}
          </Button>
        )}
      </div>
    </Modal>
  );
}
