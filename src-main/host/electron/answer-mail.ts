// A message answered from its notification: the draft of an answer, with what was typed on top of it, sent.
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import type { EngineClient } from "../engine-client.ts";
import { askEngine } from "./ask-engine.ts";
import type { Language } from "./texts.ts";

/** `sent`: on its way, and can be taken back like any other. `draft`: kept, not sent. `unsaved`: the message could not be had. */
type Outcome = "sent" | "draft" | "unsaved";

/** Text as HTML: nothing in it is markup, its lines stay lines. */
export function paragraphs(text: string): string {
  const safe = text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<p>${safe.trim().replace(/\r?\n/g, "<br>")}</p>`;
}

export async function answerInPlace(
  engine: EngineClient,
  messageId: MessageId,
  text: string,
  locale: Language,
): Promise<Outcome> {
  const begun = await askEngine(engine, "mail.begin", { messageId, kind: "reply", locale });
  if (!begun) return "unsaved";
  const { id, html = "", text: quoted = "", ...draft } = begun.draft;
  const { accountId, identityId, to, cc, bcc, subject, inReplyTo } = draft;
  const mail = {
    ...{ accountId, identityId, to, cc, bcc, subject, inReplyTo },
    html: `${paragraphs(text)}${html}`,
    text: `${text.trim()}\n\n${quoted}`,
  };
  // First on disk, so that what was typed is not lost whatever becomes of the sending.
  const saved = await askEngine(engine, "mail.draft", { id, ...mail });
  if (!saved) return "unsaved";
  return (await askEngine(engine, "mail.send", { draftId: id, ...mail })) ? "sent" : "draft";
}
