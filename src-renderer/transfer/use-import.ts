// What an import would do, asked before it is done; then done, with one undo for all its files.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../src-preload/contract/contract.ts";
import { type Failure, toFailure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { useCall } from "../live.tsx";
import { useUndo } from "../undo.tsx";
import type { CalendarFile } from "./read-files.ts";

type Imported = Output<"events.import">;

/** What several files come to. */
export interface Preview {
  readonly created: number;
  readonly skipped: number;
  readonly parked: readonly (Imported["parked"][number] & { readonly file: string })[];
}

/** Adds the answers for several files up. Pure. */
function summed(files: readonly CalendarFile[], answers: readonly Imported[]): Preview {
  return {
    created: answers.reduce((n, { created }) => n + created, 0),
    skipped: answers.reduce((n, { skipped }) => n + skipped, 0),
    parked: answers.flatMap(({ parked }, n) => parked.map((one) => ({ ...one, file: files[n]?.name ?? "" }))),
  };
}

/** @returns the preview for a calendar, asked again when it changes, and the import itself */
export function useImport(files: readonly CalendarFile[], calendarId: CalendarId | undefined) {
  const { t } = useTranslation();
  const call = useCall();
  const undo = useUndo();
  const [preview, setPreview] = useState<Preview>();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let current = true;
    setPreview(undefined);
    setFailure(undefined);
    if (files.length === 0 || calendarId === undefined) return;
    Promise.all(files.map(({ text }) => call("events.import", { calendarId, text, dryRun: true }))).then(
      (answers) => current && setPreview(summed(files, answers)),
      (error: unknown) => current && setFailure(toFailure(error)),
    );
    return () => {
      current = false;
    };
  }, [files, calendarId, call]);

  /** @returns true when everything is in */
  async function run(): Promise<boolean> {
    setBusy(true);
    const answers: Imported[] = [];
    const offer = () => {
      const { created } = summed(files, answers);
      if (answers.length > 0) undo.offer(t("transfer.imported", { count: created }), ...answers.map((a) => a.undoId));
    };
    try {
      for (const { text } of files) {
        answers.push(await call("events.import", { ...(calendarId !== undefined && { calendarId }), text }));
      }
      offer();
      return true;
    } catch (error) {
      // What is in can be taken back; what failed says why.
      offer();
      setFailure(toFailure(error));
      setBusy(false);
      return false;
    }
  }
  return { preview, failure, busy, run };
}
