// The reader of a calendar that the contract suite plays: it does with pages what sync does.
import type {
  CalendarConnection,
  ChangePage,
  PutOutcome,
  Ranges,
  RemoteItem,
} from "../../src-main/providers/provider.ts";

const never = new AbortController().signal;

/** What sync would know after taking in all pages. */
export class Copy {
  readonly items = new Map<string, RemoteItem>();
  cursor: string | undefined;
  #connection: CalendarConnection;
  #url: string;

  constructor(connection: CalendarConnection, url: string) {
    this.#connection = connection;
    this.#url = url;
  }

  /** Follows the server once. */
  async pull(cursor = this.cursor, ranges?: Ranges): Promise<readonly ChangePage[]> {
    const known = () => new Map([...this.items].map(([key, { etag }]) => [key, etag] as const));
    const pages: ChangePage[] = [];
    for await (const page of this.#connection.changes(this.#url, cursor, known, never, ranges)) {
      pages.push(page);
      for (const item of page.items) this.items.set(item.key, item);
      for (const key of page.removed) this.items.delete(key);
      if (page.cursor !== undefined) this.cursor = page.cursor;
    }
    return pages;
  }

  get keys(): readonly string[] {
    return [...this.items.keys()].toSorted();
  }
}

/** Title of an event's text. */
export const titleOf = (text: string | undefined) => /^SUMMARY:(.*)$/m.exec(text ?? "")?.[1]?.trim();
/** Items of all pages. */
export const itemsIn = (pages: readonly ChangePage[]) => pages.flatMap((page) => page.items);
/** What a write has stored. */
export const storedItem = (outcome: PutOutcome): RemoteItem => {
  if (outcome.kind !== "stored") throw new Error(`not stored but ${outcome.kind}`);
  return outcome.item;
};
