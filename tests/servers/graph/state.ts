// What one local Graph is: its mailboxes, its habits, and the links it handed out.
import type { Asked, Preferences } from "./answer.ts";
import type { Mailbox } from "./model.ts";
import type { View } from "./render.ts";
import type { Range } from "./series.ts";
import type { Switches } from "./switches.ts";
import type { Writing } from "./write.ts";

export type Habits = { -readonly [Name in keyof Switches]: Switches[Name] };

/** What a link of a feed stands for. */
export interface Cursor {
  readonly kind: "skip" | "delta";
  readonly feed: "events" | "view";
  readonly calendar: string;
  readonly generation: number;
  readonly window?: Range;
  /** Revision that the round brings the changes since; 0 for everything. */
  readonly since: number;
  /** The same, of the round before. */
  readonly sinceBefore: number;
  /** Mailbox revision when the round began. */
  readonly until: number;
  /** What is still to come in this round: an event's immutable id, or a removal. */
  readonly rest: readonly Pending[];
  /** The whole round, for one that does not end. */
  readonly whole: readonly Pending[];
  /** Immutable ids that the feed has shown and not taken back. */
  readonly shown: ReadonlySet<string>;
}

export type Pending = { readonly event: string } | { readonly removed: string; readonly removedRestId: string };

export interface State {
  readonly habits: Habits;
  /** By the token's user. */
  readonly mailboxes: Map<string, Mailbox>;
  /** By opaque token. */
  readonly links: Map<string, Cursor>;
  /** Rows of a page when the request does not say. */
  readonly pageSize: number;
  readonly nowMs: () => number;
}

/** One authorised request on one mailbox. */
export interface Context {
  readonly state: State;
  readonly asked: Asked;
  readonly box: Mailbox;
  readonly preferences: Preferences;
  readonly view: View;
  readonly writing: Writing;
}
