// A message that is a file (.eml, RFC 5322): looked at, stored nowhere.
import { z } from "zod";
import { Message } from "./mail.ts";

/** The largest file that is looked at. */
export const MAX_MAIL_FILE = 32 * 1024 * 1024;
const MAX_BASE64 = Math.ceil(MAX_MAIL_FILE / 3) * 4;

/** The bytes of the file. */
export const MailFile = z.object({ base64: z.string().max(MAX_BASE64) });
export const MailFilePart = MailFile.extend({ id: z.string().max(60) });

/** What of a message is known from its file alone: nobody has checked who sent it, and nothing is fetched for it. */
export const FileMessage = Message.pick({
  subject: true,
  from: true,
  to: true,
  sender: true,
  replyTo: true,
  cc: true,
  bcc: true,
  sentMs: true,
  html: true,
  fold: true,
  text: true,
  cut: true,
  attachments: true,
  warnings: true,
  remote: true,
  failure: true,
});
export type FileMessage = z.output<typeof FileMessage>;
