// A local Graph for one test, and how the tests speak to it.
import type { Event } from "@microsoft/microsoft-graph-types";
import { type GraphOptions, type GraphServer, startGraph, TOKEN } from "../servers/graph/index.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** As far as tests look: properties of any name. */
  readonly body: Body;
}

/** JSON of an answer. */
export interface Body extends Event {
  readonly [name: string]: unknown;
  readonly value: readonly Body[];
  readonly error: { readonly code: string; readonly message: string };
  readonly "@odata.etag": string;
  readonly "@odata.nextLink"?: string;
  readonly "@odata.deltaLink"?: string;
  readonly "@removed"?: object;
  readonly id: string;
}

export interface Asking {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
}

export type Ask = (method: string, path: string, asking?: Asking) => Promise<Answer>;

export const NOW_MS = Date.UTC(2026, 10, 23, 9);
export const IMMUTABLE = { Prefer: 'IdType="ImmutableId"' } as const;

/** Starts one whose clock stands still, and a client that has its token. */
export async function graphWith(options: GraphOptions = {}): Promise<{ graph: GraphServer; ask: Ask }> {
  const graph = await startGraph({ clock: { nowMs: () => NOW_MS }, ...options });
  return { graph, ask: asker(graph.url) };
}

export function asker(origin: string): Ask {
  return async (method, path, { body, headers, token = TOKEN } = {}) => {
    const url = path.startsWith("http") ? path : `${origin}/v1.0${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text.startsWith("{") ? JSON.parse(text) : {}) as Body,
    };
  };
}

/** A path to an event. */
export const at = (id: string, rest = "") => `/me/events/${encodeURIComponent(id)}${rest}`;

/** Wall clock with the zone of the tests. */
export const paris = (dateTime: string) => ({ dateTime, timeZone: "Romance Standard Time" });

/** Half an hour on 24 November 2026. */
export const MEETING: Event = {
  subject: "Point d'équipe",
  start: paris("2026-11-24T10:00:00"),
  end: paris("2026-11-24T10:30:00"),
};

/** Every Monday from 23 November 2026, eight times. */
export const WEEKLY: Event = {
  subject: "Weekly",
  start: paris("2026-11-23T09:00:00"),
  end: paris("2026-11-23T10:00:00"),
  recurrence: {
    pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"], firstDayOfWeek: "monday" },
    range: { type: "numbered", startDate: "2026-11-23", numberOfOccurrences: 8 },
  },
};
