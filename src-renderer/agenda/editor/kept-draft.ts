// A draft outlives a crash, a reload and a change of mind: it stays in this browser until it is saved or given up.
import type { EventId, RecurrenceId } from "../../../src-preload/contract/shapes.ts";
import { type Draft, instantsOf, problemOf } from "../draft.ts";

const KEY = "cadran.draft";
/** An older one is of no use to anybody. */
const MAX_AGE_MS = 30 * 86_400_000;

/** What is kept: what was typed only, so that the rest follows the event as it is by then. */
interface Kept {
  /** The event and instance it is for; `new` for one that is none yet. */
  readonly subject: string;
  readonly atMs: number;
  /** What the event was called by then. */
  readonly title?: string;
  readonly typed: Partial<Draft>;
}

/** Names what a draft is for. */
export function subjectOf(
  event: { readonly id: string; readonly recurrenceId?: string | undefined } | undefined,
): string {
  return event ? `${event.id} ${event.recurrenceId ?? ""}` : "new";
}

/** What of a draft was typed; times go together. */
export function typedOf(draft: Draft, opened: Draft, isNew: boolean): Partial<Draft> {
  if (isNew) return draft;
  const differs = (name: string) =>
    JSON.stringify(draft[name as keyof Draft]) !== JSON.stringify(opened[name as keyof Draft]);
  const TIMES = ["allDay", "startDay", "startTime", "endDay", "endTime", "zone", "endZone"];
  const isMoved = TIMES.some(differs);
  return Object.fromEntries(
    Object.entries(draft).filter(([name]) => differs(name) || (isMoved && TIMES.includes(name))),
  );
}

function isKept(value: unknown): value is Kept {
  const kept = value as Kept | null;
  return typeof kept === "object" && typeof kept?.subject === "string" && typeof kept.typed === "object";
}

/** Days and times as the form writes them, or not filled in yet; a zone that is none throws. */
function isSound(draft: Draft): boolean {
  const days = [draft.startDay, draft.endDay].every((day) => /^(\d{4}-\d\d-\d\d)?$/.test(day));
  const times = [draft.startTime, draft.endTime].every((time) => /^(\d\d:\d\d)?$/.test(time));
  if (days && times && problemOf(draft) === undefined) instantsOf(draft, "UTC");
  return days && times;
}

/** The draft kept for a subject; undefined when there is none, or when what is there cannot be used. */
export function keptDraft(subject: string, opened: Draft, nowMs: number): { draft: Draft; atMs: number } | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (!isKept(kept) || kept.subject !== subject || nowMs - kept.atMs > MAX_AGE_MS) return undefined;
    // Of another version of Cadran, perhaps: what it does not know stays as it was opened.
    const fits = ([name, value]: [string, unknown]) =>
      name in opened &&
      typeof value === typeof opened[name as keyof Draft] &&
      Array.isArray(value) === Array.isArray(opened[name as keyof Draft]);
    const draft = { ...opened, ...Object.fromEntries(Object.entries(kept.typed).filter(fits)) };
    return isSound(draft) ? { draft, atMs: kept.atMs } : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a draft in place of the one before. @param title what the event is called */
export function keepDraft(subject: string, typed: Partial<Draft>, atMs: number, title = typed.title ?? ""): void {
  putDraft(JSON.stringify({ subject, typed, atMs, title } satisfies Kept));
}

/** Puts back what `draftText` gave; nothing where that was nothing. */
export function putDraft(text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
  } catch {
    // No room, or not allowed: then it lives as long as the window.
  }
  for (const tell of watchers) tell();
}

/** Forgets the draft, if it is this subject's. */
export function forgetDraft(subject: string): void {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (isKept(kept) && kept.subject === subject) putDraft(null);
  } catch {
    putDraft(null);
  }
}

const watchers = new Set<() => void>();

/** Told of every change of the kept draft in this window. */
export function watchDraft(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

/** The kept draft as it is stored; null where there is none. */
export function draftText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** What is known of a kept draft before its event is asked for. */
export interface KeptFacts {
  readonly title: string;
  readonly atMs: number;
  /** Absent: of an event that is none yet. */
  readonly event?: { readonly id: EventId; readonly recurrenceId?: RecurrenceId };
}

/** @param text as `draftText` gives it; @returns undefined where it is of no use */
export function keptFacts(text: string | null, nowMs: number): KeptFacts | undefined {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    if (!isKept(kept) || nowMs - kept.atMs > MAX_AGE_MS) return undefined;
    const { subject, atMs, title = "" } = kept;
    if (subject === "new") return { title, atMs };
    const [id, recurrenceId] = subject.split(" ");
    const instance = recurrenceId ? { recurrenceId: recurrenceId as RecurrenceId } : {};
    return { title, atMs, event: { id: id as EventId, ...instance } };
  } catch {
    return undefined;
  }
}
