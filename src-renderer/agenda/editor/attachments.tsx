// The files of an event, to be read: opened outside, never loaded here.
import { IconExternalLink, IconPaperclip } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Attachment } from "../../../src-preload/contract/events.ts";
import { intlTag } from "../../i18n/language.ts";
import { webAddress } from "../../ui/web-address.ts";
import { Row } from "./row.tsx";

/** `14 ko` */
function saySize(bytes: number, language: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(intlTag(language), {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}

/** `PDF` of `application/pdf`; the whole type where that says nothing. */
const sayType = (type: string) => (/^[a-z]+\/[a-z0-9]{2,4}$/i.test(type) ? type.split("/")[1]?.toUpperCase() : type);

function File({ file }: { readonly file: Attachment }) {
  const { t, i18n } = useTranslation();
  const href = webAddress(file.url);
  const facts = [
    file.mediaType && sayType(file.mediaType),
    file.sizeBytes !== undefined && saySize(file.sizeBytes, i18n.language),
    file.inline ? t("editor.attachmentInline") : !href && t("editor.attachmentServer"),
  ].filter(Boolean);
  return (
    <li className="row g8 ed-file">
      {href ? (
        <a
          className="row g4 t13 el br"
          href={href}
          target="_blank"
          rel="noreferrer"
          aria-label={t("editor.openAttachment", { name: file.name })}
        >
          <span className="el">{file.name}</span>
          <IconExternalLink size={14} stroke={1.8} aria-hidden="true" />
        </a>
      ) : (
        <span className="t13 el">{file.name}</span>
      )}
      <span className="t12 i3 tn">{facts.join(" · ")}</span>
    </li>
  );
}

/** The row; nothing when there are none. */
export function Attachments({ files }: { readonly files: readonly Attachment[] }) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <Row icon={IconPaperclip} top>
      <ul className="plain col g2" aria-label={t("editor.attachments")}>
        {files.map((file) => (
          <File key={`${file.name} ${file.url ?? ""}`} file={file} />
        ))}
      </ul>
    </Row>
  );
}
