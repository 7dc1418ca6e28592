// What is done with one message beyond the list's deeds.
import { useTranslation } from "react-i18next";
import type { Message } from "../../src-preload/contract/mail.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { askText } from "../ui/ask-text.tsx";
import { choose } from "../ui/choose.tsx";
import { toast } from "../ui/toast.tsx";
import { useUndo } from "../undo.tsx";
import { useMailFacts } from "./facts.tsx";
import { openOutside } from "./link-target.ts";
import { shortName } from "./people.ts";
import { saveBytes } from "./save-bytes.ts";

/** Leaves the list by the safest way there is: one click only where the engine says that it is covered (RFC 8058). */
function useUnsubscribe({ id, from, unsubscribe }: Message) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const { onWrite } = useMailFacts();
  return async () => {
    const { oneClick = false, url, mailto } = unsubscribe ?? {};
    const name = from ? shortName(from) : "";
    const host = url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;
    const answer = await choose({
      title: t("reader.unsubscribe.title", { name }),
      text: oneClick
        ? t("reader.unsubscribe.oneClick")
        : t(host ? "reader.unsubscribe.page" : "reader.unsubscribe.mail", { host: host ?? "", address: mailto ?? "" }),
      choices: [{ value: "yes", label: t("reader.unsubscribe.action"), tone: "main" }],
      cancel: t("common.cancel"),
    });
    if (answer !== "yes") return;
    if (oneClick) {
      told(
        call("mail.unsubscribe", { messageId: id }).then(() => toast({ text: t("reader.unsubscribe.done", { name }) })),
      );
    } else if (url !== undefined && host !== undefined) openOutside(url);
    else if (mailto !== undefined) onWrite({ kind: "new", to: mailto.replace(/^mailto:/i, "").split("?")[0] ?? "" });
  };
}

/** @returns the deeds; failures are told */
export function useMessageDeeds(message: Message) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const undo = useUndo();
  const { deeds, own, onCreateEvent } = useMailFacts();
  const unsubscribe = useUnsubscribe(message);
  const { id, from, to, cc, subject, messageIdHeader, text } = message;
  const setBlocked = (blocked: boolean) => call("mail.block", { address: from?.address ?? "", blocked });
  return {
    unsubscribe,
    block: () =>
      told(
        setBlocked(true).then(() =>
          undo.offer(t("reader.blocked", { address: from?.address ?? "" }), {
            undo: () => setBlocked(false),
            redo: () => setBlocked(true),
          }),
        ),
      ),
    addLabel: () =>
      askText({
        title: t("reader.label.new"),
        label: t("reader.label.name"),
        hint: t("reader.label.hint"),
        action: t("reader.label.add"),
        run: async (name) => deeds.label({ ids: [id], count: 1 }, name.replace(/[^\w.-]+/gu, "_"), true),
      }),
    save: () =>
      told(call("mail.export", { ids: [id] }).then(({ name, base64 }) => saveBytes(name, "message/rfc822", base64))),
    /** The people of the message are its guests; the link back opens the message again (RFC 2392). */
    createEvent: () => {
      const people = [...(from ? [from] : []), ...to, ...cc].filter(({ address }) => !own.has(address.toLowerCase()));
      const attendees = people.slice(0, 50).map(({ address, name }) => ({ address, ...(name && { name }) }));
      const link = messageIdHeader && `mid:${encodeURIComponent(messageIdHeader.replace(/^<|>$/g, ""))}`;
      onCreateEvent({
        title: subject.replace(/^(?:(?:re|fwd?|tr|réf?|aw|wg)\s*:\s*)+/iu, ""),
        description: [text.slice(0, 500).trim(), link].filter(Boolean).join("\n\n"),
        attendees,
        messageId: id,
      });
    },
  };
}
