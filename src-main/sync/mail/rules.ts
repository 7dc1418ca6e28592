// Does a local rule apply to a message that has just arrived? Pure.
import type { MailRule } from "../../../src-preload/contract/mail-rules.ts";
import type { Arrival } from "./deps.ts";

type RuleTest = MailRule["tests"][number];

/** A rule without tests applies to nothing. */
export function ruleApplies(rule: Pick<MailRule, "match" | "tests" | "enabled">, arrival: Arrival): boolean {
  if (!rule.enabled || rule.tests.length === 0) return false;
  const holds = (test: RuleTest) => testHolds(test, arrival) !== (test.not ?? false);
  return rule.match === "all" ? rule.tests.every(holds) : rule.tests.some(holds);
}

function testHolds({ field, how, value = "" }: RuleTest, arrival: Arrival): boolean {
  const values = valuesOf(field, arrival).map(fold);
  const wanted = fold(value);
  if (how === "exists") return values.some((one) => one !== "");
  // An empty value would be in everything.
  if (wanted === "") return false;
  if (how === "contains") return values.some((one) => one.includes(wanted));
  if (how === "is") return values.some((one) => one === wanted);
  return values.some((one) => one.endsWith(wanted));
}

function valuesOf(field: RuleTest["field"], arrival: Arrival): readonly string[] {
  const person = ({ address, name }: { readonly address: string; readonly name?: string | undefined }) => [
    address,
    ...(name ? [name] : []),
  ];
  switch (field) {
    case "from":
      return arrival.from ? person(arrival.from) : [];
    case "to":
      return arrival.to.flatMap(person);
    case "subject":
      return [arrival.subject];
    case "list":
      return arrival.listId === undefined ? [] : [arrival.listId];
    case "attachment":
      return arrival.hasAttachments ? ["yes"] : [];
    case "words":
      return [arrival.subject, arrival.text];
  }
}

/** Case and accents make no difference. */
const fold = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
