// What the kill rounds need of a server, of whatever kind it is.
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import type { KillableEngine } from "./killable-engine.ts";

/** A number in [0, below). */
export type Pick = (below: number) => number;

/** Something that the user of the engine does to an event. */
export type Deed =
  | "create"
  | "title"
  | "location"
  | "description"
  | "occurrence"
  | "occurrence-remove"
  | "move"
  | "answer"
  | "remove";

/** The account and the calendar of the rounds, as the engine knows them. */
export interface Joined {
  readonly accountId: AccountId;
  readonly calendarId: CalendarId;
}

/** Another client of the same calendar. */
export interface OtherSide {
  /** Every event's text by its key, as the engine's file has it when both agree. */
  texts(): Promise<ReadonlyMap<string, string>>;
  /** @param token stands in the event */
  make(token: string, pick: Pick): Promise<void>;
  /** @returns what it wrote over */
  change(key: string, text: string, token: string, pick: Pick): Promise<string>;
  remove(key: string): Promise<void>;
}

export interface KillServer {
  readonly other: OtherSide;
  /** Where the kill point leads. */
  readonly port: number;
  /** What is done here: one of them by chance, each as likely as it is named often. */
  readonly deeds: readonly Deed[];
  /** Codes of the refusals that a user may get for them. */
  readonly refusals: readonly string[];
  /** Some of the events made here are meetings. */
  readonly guests: boolean;
  /** How a conflict is settled, by chance. */
  readonly choices: readonly ("mine" | "theirs" | "merge" | "both")[];
  /** The environment of the engine besides the usual. @param origin of the kill point */
  env(origin: string): Readonly<Record<string, string>>;
  /** Adds the account. */
  join(engine: KillableEngine, origin: string): Promise<Joined>;
  /** What a person does after each kill: secrets are gone with the process. */
  signIn(engine: KillableEngine, account: Joined): Promise<void>;
  /** Looks at what only this kind of server can tell. @throws Error */
  check(): void;
  stop(): Promise<void>;
}
