// What Graph has of one event: a single event, or a series with its overrides and deleted occurrences.
import type { Event } from "@microsoft/microsoft-graph-types";

/** An event resource as Graph sends it (learn.microsoft.com/graph/api/resources/event). */
export type GraphEvent = Event & { readonly "@odata.etag"?: string };

/** Read whole before it is mapped: Graph gives the three parts by different requests. */
export interface Series {
  /** The single event or the series master, with body as HTML and start/end in UTC. */
  readonly master: GraphEvent;
  /** Overrides; each has `originalStart`, or an `occurrenceId` ending in the local date of its original start. */
  readonly exceptions: readonly GraphEvent[];
  /** Local dates (`YYYY-MM-DD`, zone of the series) of the occurrences that were deleted. */
  readonly cancelled: readonly string[];
}

/** One request of a write, to be carried out in order. Bodies are sparse. */
export type Step =
  | { readonly do: "create"; readonly body: GraphEvent }
  | { readonly do: "change"; readonly id: string; readonly etag?: string; readonly body: GraphEvent }
  /** The occurrence whose original start is on that local date: its id is looked up unless it is an override already. */
  | {
      readonly do: "change-occurrence";
      readonly masterId: string;
      readonly date: string;
      readonly id?: string;
      readonly etag?: string;
      readonly body: GraphEvent;
    }
  | {
      readonly do: "remove-occurrence";
      readonly masterId: string;
      readonly date: string;
      readonly id?: string;
      readonly etag?: string;
    }
  /** Answers as an attendee; the organiser is told. */
  | {
      readonly do: "answer";
      readonly id?: string;
      readonly masterId: string;
      readonly date?: string;
      readonly answer: "accept" | "tentativelyAccept" | "decline";
      readonly comment?: string;
    };
