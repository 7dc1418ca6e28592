// The files that go along, each with its size, how far it is read, and a way to take it out.
import { ActionIcon } from "@mantine/core";
import { IconFile, IconFileTypePdf, IconFileZip, IconPhoto, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { saySize } from "../ui/say-size.ts";
import type { Attached } from "./form.ts";

function glyphOf(mediaType: string) {
  if (mediaType === "application/pdf") return IconFileTypePdf;
  if (mediaType.startsWith("image/")) return IconPhoto;
  return /zip|compressed|x-tar/.test(mediaType) ? IconFileZip : IconFile;
}

interface Props {
  readonly files: readonly Attached[];
  readonly onRemove: (key: string) => void;
}

/** The list; nothing when there are none. */
export function AttachmentList({ files, onRemove }: Props) {
  const { t, i18n } = useTranslation();
  if (files.length === 0) return null;
  return (
    <ul className="plain files" aria-label={t("compose.attachments")}>
      {files.map(({ key, name, mediaType, size, progress }) => {
        const Glyph = glyphOf(mediaType);
        return (
          <li key={key} className="file">
            <Glyph size={16} stroke={STROKE} className="ic" aria-hidden="true" />
            <span className="el t12 w5">{name}</span>
            <span className="t12 i3 tn">{saySize(size, i18n.language)}</span>
            {progress !== undefined && (
              <progress className="file-bar" max={1} value={progress} aria-label={t("compose.reading", { name })} />
            )}
            <ActionIcon size={24} aria-label={t("compose.removeFile", { name })} onClick={() => onRemove(key)}>
              <IconX size={14} stroke={2} />
            </ActionIcon>
          </li>
        );
      })}
    </ul>
  );
}
