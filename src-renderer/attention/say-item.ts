// A thing that needs the person in words: what happened, what is kept, what to do. Pure.
import type { TFunction } from "i18next";
import { sayFailure } from "../i18n/say-failure.ts";
import { sayRefusal } from "../i18n/say-refusal.ts";
import { sayRestored } from "../i18n/say-restored.ts";
import type { AttentionItem } from "./items.ts";

/** The sentence it is known by, and what to add to it. */
interface Said {
  readonly title: string;
  readonly text?: string;
}

/** @param when says a moment of the past */
export function sayItem(item: AttentionItem, t: TFunction, when: (ms: number) => string): Said {
  switch (item.kind) {
    case "sign-in": {
      const { account, pending } = item;
      const text = pending > 0 ? t("signIn.keptEdits", { count: pending }) : t("signIn.keptAll");
      return { title: t("attention.signIn", { name: account.label }), text };
    }
    case "decide":
      return {
        title: t("conflict.waiting", { count: item.count }),
        text: t("attention.decide", { title: item.title }),
      };
    case "held-back":
      return {
        title: t(`attention.heldBack.${item.what}`, { name: item.calendar.name }),
        text: sayFailure(t, item.failure),
      };
    case "parked":
      return {
        title: t("attention.parked", { count: item.count, name: item.calendar.name }),
        text: t("attention.parkedText"),
      };
    case "failing": {
      const title = t("attention.failing", { name: item.calendar.name, when: when(item.sinceMs) });
      return { title, text: sayFailure(t, item.failure) };
    }
    case "unsent":
      return {
        title: t("attention.unsent", { count: item.count }),
        text: t("attention.unsentText", { subject: item.subject || t("mail.noSubject") }),
      };
    case "mail-refused":
      return {
        title: t("attention.mailRefused", { count: item.count, name: item.account.label }),
        text: [sayRefusal(t, item.failure), t("mail.refused.kept")].filter(Boolean).join(" "),
      };
    case "mail-failing":
      return { title: t("attention.mailFailing", { name: item.account.label }), text: sayFailure(t, item.failure) };
    case "restored":
      return { title: t(`restored.${item.restored.cause}`), text: sayRestored(item.restored, t, when) };
    case "disk-full":
      return { title: t("attention.diskFull"), text: t("attention.diskFullText") };
    default:
      return { title: t(`attention.${item.kind}`), text: t(`attention.${item.kind}Text`) };
  }
}
