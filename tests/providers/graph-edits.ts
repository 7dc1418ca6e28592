// Edits of events of the local Graph as people make them, and what is there afterwards.
import { applyIntent, newEventText } from "../../src-main/domain/edit.ts";
import type { EventIntent } from "../../src-main/domain/event.ts";
import type { RemoteItem } from "../../src-main/providers/provider.ts";
import { never } from "./graph-account.ts";
import { type Mailbox, series, versionOf } from "./graph-server.ts";
import { NOW_MS } from "./world.ts";

export const BOB = { emailAddress: { name: "Bob", address: "bob@contoso.example.com" }, type: "required" as const };
export const EVE = { name: "Eve", address: "eve@contoso.example.com" };

export function newText(title: string, more: Partial<Parameters<typeof newEventText>[0]> = {}): string {
  return newEventText({
    uid: `uid-${title}`,
    nowMs: NOW_MS,
    title,
    start: "2026-11-23T09:00",
    end: "2026-11-23T10:00",
    zone: "Europe/Paris",
    allDay: false,
    ...more,
  });
}

/** The text after some edits. */
export function edited(text: string, ...intents: EventIntent[]): string {
  return intents.reduce((now, intent) => applyIntent(now, intent, NOW_MS) ?? "", text);
}

export const retitled = (title: string, recurrenceId?: string): EventIntent => ({
  kind: "change",
  set: { title },
  ...(recurrenceId && { recurrenceId }),
});
export const moved = (start: string, end: string, recurrenceId?: string): EventIntent => ({
  kind: "change",
  set: { start, end },
  ...(recurrenceId && { recurrenceId }),
});
export const without = (recurrenceId: string): EventIntent => ({ kind: "remove-instance", recurrenceId });

/** Occurrences of the ten Mondays, by the hour of Paris in winter. */
export const id = (day: string, utc = "08") => `${day.replaceAll("-", "")}T${utc}0000Z`;

export const writes = ({ server }: Mailbox) =>
  server.requests
    .filter(({ method, path }) => method !== "GET" && !path.includes("$batch"))
    .map(({ method }) => method);

export async function read({ connection, url }: Mailbox, key: string): Promise<RemoteItem> {
  const found = await connection.fetch(url, `/x/${encodeURIComponent(key)}`, never);
  if (!found) throw new Error("gone");
  return found;
}

export const update = ({ connection, url }: Mailbox, item: RemoteItem, text: string) =>
  connection.update(url, versionOf(item), text, never);

/** A series with one occurrence moved and one deleted, as read. */
export async function withExceptions(box: Mailbox): Promise<RemoteItem> {
  const s = box.other.addEvent(series("Series"));
  box.other.deleteOccurrence(s, "2026-12-14");
  box.other.changeOccurrence(s, "2026-12-07", { subject: "Special" });
  return read(box, s);
}
