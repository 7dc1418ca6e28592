// How a file that came with a message looks, and the question before one that could run something is saved.
import { IconFile, IconFileTypePdf, IconFileZip, IconPhoto, IconTable } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { Attachment, Message } from "../../src-preload/contract/mail.ts";
import { confirmLoss } from "../ui/confirm.tsx";

/** Its picture, by its kind. */
export function iconOf({ mediaType }: Attachment): typeof IconFile {
  if (mediaType.startsWith("image/")) return IconPhoto;
  if (mediaType === "application/pdf") return IconFileTypePdf;
  if (/zip|compressed|x-tar|x-7z|x-rar/.test(mediaType)) return IconFileZip;
  return /spreadsheet|excel|csv/.test(mediaType) ? IconTable : IconFile;
}

/** @returns true: it may be saved */
export async function maySave(
  t: TFunction,
  { name, risky }: Attachment,
  { from }: Pick<Message, "from">,
): Promise<boolean> {
  if (!risky) return true;
  return confirmLoss({
    title: t("reader.file.riskyTitle", { name }),
    text: t("reader.file.riskyText", { address: from?.address ?? "" }),
    cancel: t("common.cancel"),
    destroy: t("reader.file.riskyAction"),
  });
}
