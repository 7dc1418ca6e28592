// Formatted text or plain: a switch loses nothing, and going back brings back what was there.
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { htmlOfMessage, plainOf } from "../ui/rich-text/plain.ts";
import { toast } from "../ui/toast.tsx";
import type { Form } from "./form.ts";
import { splitQuoted } from "./quoted.ts";

/** The formatted text as it was left, and the plain words made of it. */
type Left = Pick<Form, "html" | "quoted" | "attachments" | "text">;

/** Formats that plain text cannot keep. */
const FORMATTED = /<(strong|em|u|s|ul|ol|blockquote|img|a|h\d|hr)\b/i;

function toPlain({ html, quoted, attachments }: Form): Partial<Form> {
  return {
    mode: "text",
    quoted: "",
    text: [plainOf(html), plainOf(quoted)].filter(Boolean).join("\n\n"),
    // A picture of the text is a file like any other from here on.
    attachments: attachments.map(({ contentId: _, ...one }) => one),
  };
}

function toHtml(form: Form, left: Left | undefined): Partial<Form> {
  if (left?.text !== form.text) {
    const { own, quoted } = splitQuoted(htmlOfMessage(form.text));
    return { mode: "html", html: own, quoted };
  }
  const shown = new Map(left.attachments.map(({ key, contentId }) => [key, contentId]));
  const attachments = form.attachments.map((one) => {
    const contentId = shown.get(one.key);
    return contentId === undefined ? one : { ...one, contentId };
  });
  return { mode: "html", html: left.html, quoted: left.quoted, attachments };
}

/** @returns switches */
export function useMode(read: () => Form, set: (change: Partial<Form>) => void): () => void {
  const { t } = useTranslation();
  const left = useRef<Left>(undefined);
  function back() {
    if (read().mode === "text") set(toHtml(read(), left.current));
  }
  return () => {
    const form = read();
    if (form.mode === "text") {
      back();
      return;
    }
    const plain = toPlain(form);
    const { html, quoted, attachments } = form;
    left.current = { html, quoted, attachments, text: plain.text ?? "" };
    set(plain);
    if (FORMATTED.test(html.replace(/<div data-signature[\s\S]*$/, "")))
      toast({ text: t("compose.plainDone"), action: { label: t("common.undo"), run: back } });
  };
}
