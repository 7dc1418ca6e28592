// Messages from files (.eml, mbox) into a folder.
import { useTranslation } from "react-i18next";
import type { MailFolder } from "../../src-preload/contract/mail.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { base64Of } from "../ui/base64.ts";
import { pickFiles } from "../ui/pick-files.ts";
import { toast } from "../ui/toast.tsx";
import { folderName } from "./role-look.ts";

/** Bytes of one call: what is sent stays well under what a host takes at once. */
const BATCH = 16_000_000;
const KINDS = ".eml,.mbox,.mbx,message/rfc822,application/mbox";

/** Files that go together, in order; one that is larger by itself goes alone. */
function batches(files: readonly File[]): readonly (readonly File[])[] {
  const all: File[][] = [];
  let size = 0;
  for (const file of files) {
    const last = all.at(-1);
    if (last && size + file.size <= BATCH) {
      last.push(file);
      size += file.size;
    } else {
      all.push([file]);
      size = file.size;
    }
  }
  return all;
}

/** @returns `take`: files that are there already; `pick`: asks for them first */
export function useMailImport() {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const work = async (folder: MailFolder, given: readonly File[]) => {
    const sum = { imported: 0, skipped: 0 };
    for (const batch of batches(given)) {
      const files = await Promise.all(batch.map(async (file) => ({ name: file.name, base64: await base64Of(file) })));
      const { imported, skipped } = await call("mail.import", { folderId: folder.id, files });
      sum.imported += imported;
      sum.skipped += skipped;
    }
    const done = t("mail.folder.imported", { count: sum.imported, name: folderName(t, folder) });
    const left = sum.skipped > 0 ? ` ${t("mail.folder.importSkipped", { count: sum.skipped })}` : "";
    toast({ text: done + left });
  };
  const take = (folder: MailFolder, files: readonly File[]) => {
    if (files.length > 0) told(work(folder, files));
  };
  return { take, pick: (folder: MailFolder) => pickFiles(KINDS, (files) => take(folder, files), { multiple: true }) };
}
