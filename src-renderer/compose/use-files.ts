// Files on their way into a message: read with their progress, refused where no server would take them.
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { USUAL_LIMIT_BYTES } from "../../src-preload/contract/mail-limits.ts";
import { saySize } from "../ui/say-size.ts";
import { toast } from "../ui/toast.tsx";
import { type Attached, type Form, OWN_CID } from "./form.ts";

/** Pictures that every mail program shows. */
const SHOWN = /^image\/(png|jpeg|gif|webp)$/;
/** A larger picture is a file: nobody wants to scroll past it. */
const MAX_SHOWN = 8_000_000;

/** Base64 with its line ends takes 78 bytes for each 57 (RFC 2045 §6.8). */
const onWire = (size: number) => Math.ceil(size / 57) * 78;

const extension = (type: string) => type.split("/")[1]?.replace("jpeg", "jpg") ?? "bin";

interface Options {
  readonly read: () => Form;
  readonly write: (change: (form: Form) => Form) => void;
  /** Puts a picture into the text. */
  readonly insert: (picture: { src: string; cid: string; alt: string }, at: number | undefined) => void;
}

function readFile(file: File, onProgress: (part: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(file);
  });
}

/** @returns takes files in: those that can be shown as pictures of the text where `inText` says so */
export function useFiles({ read, write, insert }: Options) {
  const { t, i18n } = useTranslation();
  const insertNow = useRef(insert);
  insertNow.current = insert;

  const change = (key: string, patch: Partial<Attached> | undefined) =>
    write((form) => ({
      ...form,
      attachments: form.attachments.flatMap((one) => (one.key !== key ? [one] : patch ? [{ ...one, ...patch }] : [])),
    }));

  async function take(file: File, inText: boolean, at: number | undefined): Promise<void> {
    const key = crypto.randomUUID();
    const isShown = inText && SHOWN.test(file.type) && file.size <= MAX_SHOWN && read().mode === "html";
    const name = file.name || `${t("compose.pictureName")}.${extension(file.type)}`;
    const mediaType = file.type || "application/octet-stream";
    const contentId = `${key}${OWN_CID}`;
    const one: Attached = { key, name, mediaType, size: file.size, progress: 0, ...(isShown && { contentId }) };
    // Said before its bytes are read; the engine counts once more, exactly, before anything is sent.
    if ([...read().attachments, one].reduce((sum, { size }) => sum + onWire(size), 0) > USUAL_LIMIT_BYTES) {
      const params = {
        name,
        size: saySize(file.size, i18n.language),
        limit: saySize(USUAL_LIMIT_BYTES, i18n.language),
      };
      toast({ text: t("compose.tooLargeFile", params), tone: "failed" });
      return;
    }
    write((form) => ({ ...form, attachments: [...form.attachments, one] }));
    try {
      const url = await readFile(file, (progress) => change(key, { progress }));
      const base64 = url.slice(url.indexOf(",") + 1);
      if (isShown) insertNow.current({ src: url, cid: contentId, alt: name }, at);
      change(key, { base64, progress: undefined });
    } catch {
      change(key, undefined);
      toast({ text: t("compose.unreadableFile", { name }), tone: "failed" });
    }
  }

  return {
    add: (files: readonly File[], inText = false, at?: number) => {
      for (const file of files) void take(file, inText, at);
    },
    remove: (key: string) => change(key, undefined),
  };
}
