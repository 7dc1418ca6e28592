// What saving would do beyond the event itself, in words: who is mailed, what happens to the series. Pure.
import type { TFunction } from "i18next";
import type { Output } from "../../src-preload/contract/contract.ts";

type Consequences = Output<"events.consequences">;

/** More addresses than this are counted, not named. */
const NAMED_MAX = 3;

/** What is said before the click; empty when saving concerns nothing but the event. */
export function sayConsequences(found: Consequences, t: TFunction): readonly string[] {
  const { mails, splits, exceptionsMoved, exceptionsLost } = found;
  const said: string[] = [];
  if (mails.length > 0) {
    const names = mails.slice(0, NAMED_MAX).join(", ");
    const rest = mails.length - NAMED_MAX;
    const people = rest > 0 ? t("consequence.andMore", { names, count: rest }) : names;
    said.push(t("consequence.mails", { count: mails.length, people }));
  }
  if (splits) said.push(t("consequence.splits"));
  if (exceptionsMoved > 0) said.push(t("consequence.moved", { count: exceptionsMoved }));
  if (exceptionsLost > 0) said.push(t("consequence.lost", { count: exceptionsLost }));
  return said;
}

/** Must it be asked before a gesture, that has no Save button to say it on? */
export function mustAsk({ mails, exceptionsLost }: Consequences): boolean {
  return mails.length > 0 || exceptionsLost > 0;
}
