// From a wish to write to a form: the engine makes the answer or finds the draft, pictures of the text come with it.
import type { Draft, Identity } from "../../src-preload/contract/mail-send.ts";
import type { Call } from "../client.ts";
import { cleanHtml } from "../ui/rich-text/clean.ts";
import { contentIdsIn, shownHtml } from "../ui/rich-text/pictures.ts";
import { htmlOfPlain } from "../ui/rich-text/plain.ts";
import { blankForm, type Form, formOf } from "./form.ts";
import { readRecipients } from "./recipients.ts";
import type { Write } from "./write.ts";

/** A form ready to be shown. */
export interface Opened {
  readonly form: Form;
  /** Made for this: thrown away when nothing was written. */
  readonly isFresh: boolean;
  /** Where the person goes on: to whom, or what to say. */
  readonly focus: "to" | "text";
}

interface Scene {
  readonly call: Call;
  readonly identities: readonly Identity[];
  readonly locale: "fr" | "en";
  readonly plainText: boolean;
}

/** The bytes of the pictures that a draft's text shows. */
async function picturesOf(call: Call, draft: Draft, html: string): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(contentIdsIn(html));
  const files = draft.attachments.filter(({ contentId }) => contentId !== undefined && wanted.has(contentId));
  const found = await Promise.all(
    files.map(async ({ id, contentId = "" }) => {
      try {
        const { mediaType, base64 } = await call("mail.draftAttachment", { draftId: draft.id, id });
        return [contentId, `data:${mediaType};base64,${base64}`] as const;
      } catch {
        // Its place stays; the file itself goes along all the same.
        return undefined;
      }
    }),
  );
  return new Map(found.filter((one) => one !== undefined));
}

async function ofDraft(call: Call, draft: Draft): Promise<Form> {
  const form = formOf(draft);
  if (form.mode === "text") return form;
  const own = cleanHtml(form.html, true);
  return { ...form, html: shownHtml(own, await picturesOf(call, draft, own)) };
}

/** A new message with what is known of it: whom a link named, what it says. */
function begun(blank: Form, { to = "", cc = "", bcc = "", subject = "", text = "" }: Write): Form {
  const people = { to: readRecipients(to), cc: readRecipients(cc), bcc: readRecipients(bcc) };
  if (text === "") return { ...blank, ...people, subject };
  if (blank.mode === "text") return { ...blank, ...people, subject, text: text + blank.text };
  return { ...blank, ...people, subject, html: htmlOfPlain(text) + blank.html.replace(/^<p><\/p>/, "") };
}

async function draftFor({ call, locale }: Scene, write: Write): Promise<Draft | undefined> {
  if (write.draft) return write.draft;
  if (write.draftId) return (await call("mail.getDraft", { id: write.draftId })).draft;
  const { messageId, kind, selection } = write;
  if (!messageId || kind === "new") return undefined;
  return (await call("mail.begin", { messageId, kind, locale, ...(selection && { selection }) })).draft;
}

/** Opens. @throws Failure */
export async function openWrite(scene: Scene, write: Write): Promise<Opened | undefined> {
  const draft = await draftFor(scene, write);
  if (draft) {
    const form = await ofDraft(scene.call, draft);
    const isFresh = write.messageId !== undefined && write.kind !== "edit";
    return { form, isFresh, focus: form.to.length > 0 ? "text" : "to" };
  }
  const identity = scene.identities.find((one) => one.isDefault) ?? scene.identities[0];
  if (!identity) return undefined;
  const form = begun(blankForm(identity, identity.accountId, scene.plainText ? "text" : "html"), write);
  return { form, isFresh: true, focus: form.to.length > 0 ? "text" : "to" };
}
