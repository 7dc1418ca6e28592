// A note that a message was read (RFC 8098): built when the person said yes to that one message, never by itself (mail C2).
import MimeNode from "nodemailer/lib/mime-node";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Mailbox } from "../../../src-preload/contract/mail.ts";
import { isAddress, needsSmtpUtf8, wireAddress } from "./addresses.ts";
import type { BuildOptions, BuiltMessage } from "./build.ts";
import { flowedText } from "./build-flowed.ts";
import { referencesFor } from "./build-references.ts";
import { mailDate } from "./mail-date.ts";

/** The message that was read, and who asks. */
export interface ReadBefore {
  readonly receiptTo: Mailbox;
  readonly subject: string;
  readonly messageId?: string;
  readonly references?: readonly string[];
}

const WORDS = {
  en: {
    subject: "Read:",
    text: (subject: string, when: string) =>
      `Your message "${subject}" was displayed on ${when}.\n\nThis says nothing about whether it was read or understood.`,
  },
  fr: {
    subject: "Lu\u00a0:",
    text: (subject: string, when: string) =>
      `Votre message «\u00a0${subject}\u00a0» a été affiché le ${when}.\n\nCela ne dit pas s’il a été lu ou compris.`,
  },
} as const;

/** Builds the note. Its envelope has no return path, so that nothing ever answers it (RFC 8098 §2.1).
 *  @throws Failure invalid-input */
export async function buildReadReceipt(
  read: ReadBefore,
  options: Omit<BuildOptions, "draftId"> & { readonly locale: "fr" | "en" },
): Promise<BuiltMessage> {
  const { identity, messageId, dateMs, zone, seed, locale } = options;
  const to = read.receiptTo.address;
  const lines = [to, read.receiptTo.name, read.subject, read.messageId, identity.address, identity.name, messageId];
  if (lines.some((line) => line !== undefined && /[\r\n\0]/.test(line)) || !isAddress(to))
    throw new Failure("invalid-input", { detail: "a receipt for an address or a subject that is none" });
  if (needsSmtpUtf8(to) && options.smtpUtf8 !== true) throw new Failure("no-smtputf8", { address: to });
  const words = WORDS[locale];
  const when = mailDate(dateMs, zone);
  const chain = referencesFor(read.messageId, read.references ?? []);
  const root = new MimeNode("multipart/report; report-type=disposition-notification", {
    baseBoundary: seed,
    boundaryPrefix: "=_",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  root.setHeader("From", [{ address: wireAddress(identity.address), name: identity.name ?? "" }]);
  root.setHeader("To", [{ address: wireAddress(to), name: read.receiptTo.name ?? "" }]);
  root.setHeader("Subject", `${words.subject} ${read.subject}`);
  root.setHeader("Message-ID", messageId);
  root.setHeader("Date", when);
  if (chain.inReplyTo) root.setHeader("In-Reply-To", chain.inReplyTo);
  if (chain.references) root.setHeader("References", chain.references.join(" "));
  root.createChild("text/plain; charset=utf-8; format=flowed").setContent(flowedText(words.text(read.subject, when)));
  root.createChild("message/disposition-notification").setContent(
    [
      "Reporting-UA: Cadran",
      `Final-Recipient: rfc822;${wireAddress(identity.address)}`,
      ...(chain.inReplyTo ? [`Original-Message-ID: ${chain.inReplyTo}`] : []),
      // The person said so, having seen it: neither is automatic (RFC 8098 §3.2.6).
      "Disposition: manual-action/MDN-sent-manually; displayed",
      "",
    ].join("\r\n"),
  );
  const bytes: Uint8Array = await root.build();
  return { wire: bytes, filed: bytes, envelope: { from: "", to: [wireAddress(to)] } };
}
