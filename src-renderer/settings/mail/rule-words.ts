// A rule in one sentence.
import type { TFunction } from "i18next";
import type { MailFolder } from "../../../src-preload/contract/mail.ts";
import type { MailRule } from "../../../src-preload/contract/mail-rules.ts";
import { intlTag } from "../../i18n/language.ts";

type Test = MailRule["tests"][number];
type Action = MailRule["actions"][number];

/** What a rule can look at, in the order offered. */
export const FIELDS = ["from", "to", "subject", "list", "words", "attachment"] as const;
/** How each field can be tested. */
export const HOWS: Readonly<Record<Test["field"], readonly Test["how"][]>> = {
  from: ["contains", "is", "ends-with"],
  to: ["contains", "is", "ends-with"],
  subject: ["contains", "is"],
  list: ["exists", "contains"],
  words: ["contains"],
  attachment: ["exists"],
};

/** What a rule can do, in the order offered. */
export const ACTIONS = ["move", "read", "star", "trash", "silent"] as const;
/** An action as the form offers it. */
export type ActionName = (typeof ACTIONS)[number];

/** Which of the offered actions it is; a keyword set by another program is none of them. */
export function actionName(action: Action): ActionName | undefined {
  if (action.kind === "flag") return action.flag === "\\Seen" ? "read" : "star";
  return action.kind === "keyword" ? undefined : action.kind;
}

/** The action of a name. @param folderId where `move` goes */
export function actionOf(name: ActionName, folderId: MailFolder["id"] | undefined): Action | undefined {
  if (name === "read") return { kind: "flag", flag: "\\Seen" };
  if (name === "star") return { kind: "flag", flag: "\\Flagged" };
  if (name !== "move") return { kind: name };
  return folderId === undefined ? undefined : { kind: "move", folderId };
}

function sayTest({ field, how, value, not }: Test, t: TFunction): string {
  const text = `${t(`rules.field.${field}`)} ${t(`rules.how.${how}`)}${value ? ` ${t("rules.quoted", { value })}` : ""}`;
  return not ? t("rules.not", { text }) : text;
}

function sayAction(action: Action, folders: readonly MailFolder[], t: TFunction): string {
  if (action.kind === "move") {
    const name = folders.find(({ id }) => id === action.folderId)?.name ?? t("rules.goneFolder");
    return t("rules.moveTo", { name });
  }
  const name = actionName(action);
  return name ? t(`rules.action.${name}`) : t("rules.keyword");
}

/** `Expéditeur contient « cff » → déplacer vers Billets` */
export function sayRule(rule: MailRule, folders: readonly MailFolder[], t: TFunction, language: string): string {
  const type = rule.match === "all" ? "conjunction" : "disjunction";
  const tests = new Intl.ListFormat(intlTag(language), { type }).format(rule.tests.map((one) => sayTest(one, t)));
  const list = new Intl.ListFormat(intlTag(language), { type: "conjunction" });
  return `${tests} → ${list.format(rule.actions.map((one) => sayAction(one, folders, t)))}`;
}
