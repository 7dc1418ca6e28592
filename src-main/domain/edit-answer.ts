// Answers an invitation: the user's own ATTENDEE line and nothing else (RFC 5546 §3.2.3, rule R90).
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EditContext } from "./edit-context.ts";
import { stampEdit } from "./edit-context.ts";
import { editInstance } from "./edit-series.ts";
import type { EventIntent } from "./event.ts";
import { readAttendee } from "./event-details.ts";
import type { IcalComponent, IcalLine, IcalText } from "./ical-text.ts";
import { exchangeLines, linesOf, makeLine, paramOf, replaceComponent, rewriteLine, withParam } from "./ical-tree.ts";
import { escapeText, unescapeText } from "./ical-values.ts";
import { isSameAddress } from "./scheduling-people.ts";

type AnswerIntent = Extract<EventIntent, { kind: "answer" }>;

/** Carries an answer into the file: for one instance, which becomes an exception, or for all.
 *  @throws Failure `not-invited` when none of the addresses is; `missing` when there is no such instance */
export function answerInvitation(intent: AnswerIntent, context: EditContext): IcalText {
  const { recurrenceId, addresses } = intent;
  if (recurrenceId !== undefined)
    return editInstance(recurrenceId, (component) => answered(component, intent, context.eol), context);
  const { master, overrides } = context.events;
  const was = master && answerIn(master, addresses);
  // An instance that was answered by itself keeps its own answer: who declined one Monday has declined it.
  const follows = overrides.filter(({ component }) => {
    const own = answerIn(component, addresses);
    return own !== undefined && (was === undefined || own === was || own === "NEEDS-ACTION");
  });
  const invited = [...(master && was !== undefined ? [master] : []), ...follows.map((one) => one.component)];
  if (invited.length === 0) throw new Failure("not-invited");
  return invited.reduce((tree, one) => {
    const next = stampEdit(answered(one, intent, context.eol), one, context);
    return replaceComponent(tree, one, [next]);
  }, context.tree);
}

function answered(component: IcalComponent, intent: AnswerIntent, eol: string): IcalComponent {
  const lines = linesOf(component, "ATTENDEE");
  if (ownLines(component, intent.addresses).length === 0) throw new Failure("not-invited");
  const own = new Set(ownLines(component, intent.addresses));
  const next = lines.map((line) => (own.has(line) ? answeredLine(line, intent.answer, eol) : line));
  return commented(exchangeLines(component, lines, next), intent.comment, eol);
}

function answeredLine(line: IcalLine, answer: AnswerIntent["answer"], eol: string): IcalLine {
  const isSaid = paramOf(line, "PARTSTAT")?.toLowerCase() === answer;
  const params = isSaid ? line.params : withParam(line.params, "PARTSTAT", [answer.toUpperCase()]);
  // The reply that was asked for is given.
  return rewriteLine(line, withParam(params, "RSVP", undefined), line.value, eol);
}

function commented(component: IcalComponent, comment: string | undefined, eol: string): IcalComponent {
  const text = comment?.trim();
  const old = linesOf(component, "COMMENT");
  if (!text || old.some((line) => unescapeText(line.value) === text)) return component;
  return exchangeLines(component, old, [...old, makeLine("COMMENT", [], escapeText(text), eol)]);
}

function answerIn(component: IcalComponent, addresses: readonly string[]): string | undefined {
  const line = ownLines(component, addresses)[0];
  return line && (paramOf(line, "PARTSTAT")?.toUpperCase() ?? "NEEDS-ACTION");
}

function ownLines(component: IcalComponent, addresses: readonly string[]): IcalLine[] {
  return linesOf(component, "ATTENDEE").filter((line) => {
    const { address } = readAttendee(line);
    return addresses.some((own) => isSameAddress(own, address));
  });
}
