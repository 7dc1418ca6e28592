// What people do with an invitation or a meeting besides editing it (learn.microsoft.com/graph/api/event-accept, -decline,
// -tentativelyaccept, -cancel, -forward, -snoozereminder, -dismissreminder).
import { badRequest, invalid, Refusal, type Reply } from "./answer.ts";
import { checkVersion } from "./events.ts";
import { isOrganizer, tellOrganizer } from "./mails.ts";
import type { Fields, Found, Mailbox } from "./model.ts";
import { faultIn } from "./schema.ts";
import { occurrence } from "./series.ts";
import type { Context } from "./state.ts";
import { override, removeItem, removeOccurrence, touch } from "./store.ts";
import { deleteEvent } from "./write.ts";

export type Action =
  | "accept"
  | "tentativelyAccept"
  | "decline"
  | "cancel"
  | "forward"
  | "snoozeReminder"
  | "dismissReminder";

export const ACTIONS: ReadonlySet<string> = new Set<Action>([
  "accept",
  "tentativelyAccept",
  "decline",
  "cancel",
  "forward",
  "snoozeReminder",
  "dismissReminder",
]);

const RESPONSES = { accept: "accepted", tentativelyAccept: "tentativelyAccepted", decline: "declined" } as const;
const SHOWN_AS = { accept: "busy", tentativelyAccept: "tentative", decline: "free" } as const;
type Answer = keyof typeof RESPONSES;

const KEYS: Readonly<Record<Action, readonly string[]>> = {
  accept: ["comment", "sendResponse"],
  tentativelyAccept: ["comment", "sendResponse", "proposedNewTime"],
  decline: ["comment", "sendResponse", "proposedNewTime"],
  cancel: ["comment"],
  forward: ["comment", "toRecipients"],
  snoozeReminder: ["newReminderTime"],
  dismissReminder: [],
};

/** An action: 202 without a body, reminders 200. @throws Refusal 400, 409, 412 */
export function act(context: Context, found: Found, action: Action): Reply {
  const body = parameters(context, action);
  const { box, writing } = context;
  const fields = occurrence(found.item, found.date);
  const comment = typeof body.comment === "string" ? body.comment : "";
  switch (action) {
    case "accept":
    case "tentativelyAccept":
    case "decline":
      answer(context, found, action, body);
      return { status: 202 };
    case "cancel":
      if (!isOrganizer(box, fields)) throw invalid("You need to be an organizer to cancel a meeting.");
      deleteEvent(writing, found, comment);
      return { status: 202 };
    case "forward":
      forward(box, found, fields, body);
      return { status: 202 };
    case "snoozeReminder":
      if (!body.newReminderTime) throw badRequest("newReminderTime is required.");
      return { status: 200 };
    case "dismissReminder":
      // For good: the alarm is gone from the event.
      apply(context, found, { isReminderOn: false });
      return { status: 200 };
  }
}

function parameters({ asked }: Context, action: Action): Readonly<Record<string, unknown>> {
  const body = (asked.body ?? {}) as Record<string, unknown>;
  if (asked.method !== "POST" || typeof body !== "object") throw badRequest("Unable to read JSON request payload.");
  const known = KEYS[action].map((key) => key.toLowerCase());
  const entries = Object.entries(body);
  const unknown = entries.find(([key]) => !known.includes(key.toLowerCase()))?.[0];
  if (unknown !== undefined) {
    throw badRequest(
      `The parameter '${unknown}' in the request payload is not a valid parameter for the operation '${action}'.`,
    );
  }
  // Parameter names of actions are not held to a case.
  const named = Object.fromEntries(
    entries.map(([key, value]) => [KEYS[action].find((own) => own.toLowerCase() === key.toLowerCase()) ?? key, value]),
  );
  const { comment, sendResponse, proposedNewTime } = named;
  const isWrong =
    (comment !== undefined && typeof comment !== "string") ||
    (sendResponse !== undefined && typeof sendResponse !== "boolean") ||
    faultIn("slot", proposedNewTime ?? {}) !== undefined;
  if (isWrong) throw new Refusal(400, "RequestBodyRead", "Cannot convert a parameter to the expected type.");
  return named;
}

function answer(context: Context, found: Found, action: Answer, body: Readonly<Record<string, unknown>>): void {
  const { box, writing, state } = context;
  const fields = occurrence(found.item, found.date);
  if (isOrganizer(box, fields))
    throw invalid(
      "Your request can't be completed. You can't respond to this meeting because you're the meeting organizer.",
    );
  const isSilent = body.sendResponse === false;
  if (!fields.responseRequested && !isSilent)
    throw invalid("Your request can't be completed. The meeting organizer hasn't requested a response.");
  checkVersion({ ...context, asked: { ...context.asked, headers: {} } }, found);
  const { item, date } = found;
  const comment = typeof body.comment === "string" && body.comment !== "" ? { comment: body.comment } : {};
  if (!isSilent)
    tellOrganizer(box, { item, fields, ...(date !== undefined && { date }), ...comment }, RESPONSES[action]);
  if (action === "decline" && state.habits.declineRemoves) {
    if (date === undefined) removeItem(box, item);
    else removeOccurrence(box, item, date, writing.nowMs);
    return;
  }
  const status = { response: RESPONSES[action], time: new Date(writing.nowMs).toISOString() };
  const attendees = fields.attendees.map((one) =>
    one.emailAddress?.address?.toLowerCase() === box.address.toLowerCase() ? { ...one, status } : one,
  );
  apply(context, found, { responseStatus: status, showAs: SHOWN_AS[action], attendees });
}

/** Changes fields without telling anybody. */
function apply({ box, writing: { nowMs } }: Context, { item, date }: Found, fields: Partial<Fields>): void {
  touch(box, item, nowMs);
  if (date === undefined) item.fields = { ...item.fields, ...fields };
  else override(item, date, fields, nowMs);
}

function forward(box: Mailbox, { item }: Found, fields: Fields, body: Readonly<Record<string, unknown>>): void {
  const recipients = Array.isArray(body.toRecipients) ? body.toRecipients : [];
  if (recipients.length === 0) throw badRequest("toRecipients is required.");
  for (const one of recipients as readonly { emailAddress?: { address?: string } }[]) {
    const to = one.emailAddress?.address ?? "";
    box.outbox.push({ to: to.toLowerCase(), why: "forward", eventId: item.immutableId, subject: fields.subject ?? "" });
  }
}
