// What a story needs of the server that its clients share.
import type { Seat } from "./client.ts";

export interface StoryServer {
  /** Share of requests that fail. */
  faults: number;
  /** How each client signs in. */
  readonly seat: Seat;
  /** Every object's text, by the calendar's and its own name, as the clients' files have them. */
  objects(): Promise<Map<string, string>>;
  /** What a client that knows no manners does: writes a mark into whatever is there.
   *  @returns its own earlier marks that are no longer there */
  write(path: string, text: string, mark: string): Promise<readonly string[]>;
  /** The same, of an event that goes. */
  remove(path: string, text: string): Promise<readonly string[]>;
  /** Lets what is under way come a little further. */
  tick(): Promise<unknown>;
  /** The identity that an event keeps for life. */
  uidOf(uid: string): string;
  /** Something that this kind of server does now and then, between two steps of a story. */
  mischief(): void;
  close(): Promise<void>;
}
