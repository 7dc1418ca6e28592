// The endpoints about the mailbox itself.
import type { ConvertIdResult, MailboxSettings, User } from "@microsoft/microsoft-graph-types";
import { badRequest, Refusal, type Reply } from "./answer.ts";
import { occurrencesIn } from "./events.ts";
import { find, occurrenceIdOf } from "./model.ts";
import { pick } from "./query.ts";
import { occurrence } from "./series.ts";
import type { Context } from "./state.ts";
import { checkZone, IANA_NAMES, toMs, WINDOWS_NAMES } from "./zones.ts";

/** `/me`. */
export function me({ asked, box }: Context): Reply {
  const { user } = box;
  const all: User & Record<string, unknown> = {
    businessPhones: [],
    displayName: user.displayName,
    givenName: box.name.split(" ")[0] ?? null,
    jobTitle: null,
    mail: user.mail,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: box.name.split(" ").slice(1).join(" ") || null,
    userPrincipalName: user.userPrincipalName,
    id: user.id,
  };
  const more = {
    proxyAddresses: box.isPersonal ? undefined : (user.proxyAddresses ?? [`SMTP:${box.address}`]),
    otherMails: [],
  };
  const select = asked.query.get("$select")?.split(",");
  const row = select ? pick({ ...all, ...more }, select) : all;
  return { status: 200, body: { "@odata.context": `${asked.origin}/v1.0/$metadata#users/$entity`, ...row } };
}

/** `/me/mailboxSettings`, and one of them. */
export function mailboxSettings({ asked, box }: Context, name: string | undefined): Reply {
  if (asked.method === "PATCH") {
    const { timeZone } = (asked.body ?? {}) as MailboxSettings;
    if (timeZone) box.timeZone = checkZone(timeZone);
  }
  const settings = {
    timeZone: box.timeZone,
    dateFormat: "dd/MM/yyyy",
    timeFormat: "HH:mm",
    language: { locale: "fr-FR", displayName: "Français (France)" },
    delegateMeetingMessageDeliveryOptions: "sendToDelegateOnly",
    userPurpose: "user",
    workingHours: {
      daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"],
      startTime: "08:00:00.0000000",
      endTime: "17:00:00.0000000",
      timeZone: { name: box.timeZone },
    },
  } satisfies MailboxSettings;
  if (name === undefined) return { status: 200, body: settings };
  if (!Object.hasOwn(settings, name)) throw badRequest(`Resource not found for the segment '${name}'.`);
  return { status: 200, body: { value: settings[name as keyof typeof settings] } };
}

/** `/me/outlook/supportedTimeZones`. */
export function supportedTimeZones(segment: string): Reply {
  const isIana = /timezonestandard.*iana/i.test(segment);
  const names = isIana ? IANA_NAMES : WINDOWS_NAMES;
  return { status: 200, body: { value: names.map((alias) => ({ alias, displayName: alias })) } };
}

const MOST_IDS = 1000;

/** `/me/translateExchangeIds`, between the two forms of REST ids. */
export function translateExchangeIds({ asked, box }: Context): Reply {
  const { inputIds, sourceIdType, targetIdType } = (asked.body ?? {}) as Record<string, unknown>;
  const types = ["restId", "restImmutableEntryId"];
  const isKnown = types.includes(String(sourceIdType)) && types.includes(String(targetIdType));
  if (!Array.isArray(inputIds) || inputIds.length > MOST_IDS || !isKnown) throw badRequest("Invalid ids or id types.");
  const toImmutable = targetIdType === "restImmutableEntryId";
  const value = inputIds.map((sourceId: string): ConvertIdResult => {
    const found = find(box, sourceId);
    if (!found) return { sourceId, errorDetails: { code: "ErrorItemNotFound", message: "The item was not found." } };
    const master = toImmutable ? found.item.immutableId : found.item.restId;
    return { sourceId, targetId: found.date === undefined ? master : occurrenceIdOf(master, found.date) };
  });
  return { status: 200, body: { value } };
}

/** `/me/calendar/getSchedule`, for mailboxes that are here. */
export function getSchedule({ asked, box: own, state }: Context): Reply {
  if (own.isPersonal) throw badRequest("This operation is not supported for personal accounts.");
  const {
    schedules,
    startTime,
    endTime,
    availabilityViewInterval = 30,
  } = (asked.body ?? {}) as Record<string, unknown>;
  const momentOf = (value: unknown) => {
    const { dateTime = "", timeZone = "UTC" } = (value ?? {}) as { dateTime?: string; timeZone?: string };
    return toMs({ wall: dateTime.slice(0, 19), zone: checkZone(timeZone) });
  };
  const range = { fromMs: momentOf(startTime), toMs: momentOf(endTime) };
  if (!Array.isArray(schedules) || !(range.toMs > range.fromMs))
    throw badRequest("schedules, startTime and endTime are required.");
  if (schedules.length > 20 || range.toMs - range.fromMs > 62 * 86_400_000)
    throw badRequest("The requested time duration or number of schedules is too large.");
  const shown = (moment: Parameters<typeof toMs>[0]) => ({
    dateTime: `${new Date(toMs(moment)).toISOString().slice(0, 23)}0000`,
    timeZone: "UTC",
  });
  const stepMs = Number(availabilityViewInterval) * 60_000;
  const slots = Array.from(
    { length: Math.ceil((range.toMs - range.fromMs) / stepMs) },
    (_, index) => range.fromMs + index * stepMs,
  );
  const value = schedules.map((address: string) => {
    const box = [...state.mailboxes.values()].find((one) => one.address.toLowerCase() === address.toLowerCase());
    if (!box)
      return {
        scheduleId: address,
        error: { message: "Mailbox was not found.", responseCode: "ErrorMailRecipientNotFound" },
      };
    const found = [...box.items.values()].flatMap((item) => occurrencesIn(item, range));
    const busy = found.map(({ item, date }) => occurrence(item, date)).filter(({ showAs }) => showAs !== "free");
    const isBusy = (ms: number) => busy.some(({ start, end }) => toMs(start) < ms + stepMs && toMs(end) > ms);
    const scheduleItems = busy.map(({ start, end, showAs, subject }) => ({
      status: showAs,
      subject,
      start: shown(start),
      end: shown(end),
    }));
    return {
      scheduleId: address,
      availabilityView: slots.map((ms) => (isBusy(ms) ? "2" : "0")).join(""),
      scheduleItems,
    };
  });
  return { status: 200, body: { value } };
}

/** @throws Refusal 404 for a mailbox that Graph cannot reach */
export function checkMailbox({ state: { habits } }: Context): void {
  if (!habits.noMailbox) return;
  throw new Refusal(
    404,
    "MailboxNotEnabledForRESTAPI",
    "The mailbox is either inactive, soft-deleted, or is hosted on-premise.",
  );
}
