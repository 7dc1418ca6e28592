// What a change would do beyond the event itself, in words: who is mailed, what happens to the series. Pure.
import type { TFunction } from "i18next";
import type { Output } from "../../src-preload/contract/contract.ts";

type Consequences = Output<"events.consequences">;

/** More addresses than this are counted, not named. */
const NAMED_MAX = 3;

/** What happens to the series; empty when nothing does. */
export function saySeries({ splits, exceptionsMoved, exceptionsLost }: Consequences, t: TFunction): readonly string[] {
  return [
    ...(splits ? [t("consequence.splits")] : []),
    ...(exceptionsMoved > 0 ? [t("consequence.moved", { count: exceptionsMoved })] : []),
    ...(exceptionsLost > 0 ? [t("consequence.lost", { count: exceptionsLost })] : []),
  ];
}

/** What is said before the click; empty when the change concerns nothing but the event. */
export function sayConsequences(found: Consequences, t: TFunction): readonly string[] {
  const { mails } = found;
  if (mails.length === 0) return saySeries(found, t);
  const names = mails.slice(0, NAMED_MAX).join(", ");
  const rest = mails.length - NAMED_MAX;
  const people = rest > 0 ? t("consequence.andMore", { names, count: rest }) : names;
  return [t("consequence.mails", { count: mails.length, people }), ...saySeries(found, t)];
}

/** Must it be asked before a gesture, that has no Save button to say it on? */
export function mustAsk({ mails, exceptionsLost }: Consequences): boolean {
  return mails.length > 0 || exceptionsLost > 0;
}
