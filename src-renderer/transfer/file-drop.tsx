// Calendar files and messages dragged over the window: a sheet says what dropping them does.
import { IconFileImport } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useTold } from "../told.ts";
import { toast } from "../ui/toast.tsx";
import { type CalendarFile, readCalendarFiles, readLetter } from "./read-files.ts";

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") ?? false;

/** Listens to the whole window. A file dropped beside the sheet must not make the page navigate to it. */
function useFileDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener("dragover", drag);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", drag);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, []);
  return over;
}

interface Props {
  readonly onFiles: (files: readonly CalendarFile[]) => void;
  /** A message (.eml). */
  readonly onLetter: (letter: { readonly name: string; readonly base64: string }) => void;
}

/** The sheet while files are over the window. */
export function FileDrop({ onFiles, onLetter }: Props) {
  const { t } = useTranslation();
  const told = useTold();
  const take = async (files: readonly File[]) => {
    const found = await readCalendarFiles(files);
    const letter = await readLetter(files);
    if (found.length > 0) onFiles(found);
    else if (letter) onLetter(letter);
    else toast({ text: t("transfer.noCalendarFile"), tone: "failed" });
  };
  const over = useFileDrop((files) => told(take(files)));
  if (!over) return null;
  return (
    <div className="drop-sheet" role="status">
      <div className="drop-here">
        <IconFileImport size={32} stroke={1.4} aria-hidden="true" />
        <p className="t16 w6">{t("transfer.dropNow")}</p>
      </div>
    </div>
  );
}
