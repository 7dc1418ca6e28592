// What the quirk server stores: calendars, objects with entity tags, a log of changes. No HTTP here.

export interface StoredObject {
  readonly text: string;
  readonly etag: string;
  readonly scheduleTag: string;
  readonly revision: number;
}

export interface Collection {
  /** Decoded last path segment. */
  readonly id: string;
  displayName: string;
  color: string;
  readOnly: boolean;
  /** Writes answer 404 although everything can be read (Deck). */
  hidesWrites: boolean;
  readonly components: readonly string[];
  readonly objects: Map<string, StoredObject>;
  /** Revision of a removal by name. */
  readonly graves: Map<string, number>;
  revision: number;
  /** Tokens before this one are forgotten. */
  floor: number;
  /** What a lagging index shows. */
  indexed: number;
}

export class Store {
  readonly collections = new Map<string, Collection>();
  /** UIDs in the trash bin. */
  readonly trash = new Set<string>();
  #tag = 0;

  make(id: string, change: Partial<Collection> = {}): Collection {
    const made: Collection = {
      id,
      displayName: id,
      color: "",
      readOnly: false,
      hidesWrites: false,
      components: ["VEVENT"],
      objects: new Map(),
      graves: new Map(),
      revision: 1,
      floor: 0,
      indexed: Number.POSITIVE_INFINITY,
      ...change,
    };
    this.collections.set(id, made);
    return made;
  }

  /** @param keepTag the schedule tag stays: another attendee's answer (RFC 6638 §3.2.10) */
  put(of: Collection, name: string, text: string, keepTag = false): StoredObject {
    const before = of.objects.get(name);
    const tag = ++this.#tag;
    of.revision++;
    of.graves.delete(name);
    const scheduleTag = keepTag && before ? before.scheduleTag : `"s${tag}"`;
    const stored = { text, etag: `"e${tag}"`, scheduleTag, revision: of.revision };
    // Taken out first: the map's order is the order of changes.
    of.objects.delete(name);
    of.objects.set(name, stored);
    return stored;
  }

  remove(of: Collection, name: string): void {
    const object = of.objects.get(name);
    if (!object) return;
    this.trash.add(uidIn(object.text) ?? name);
    of.objects.delete(name);
    of.revision++;
    of.graves.set(name, of.revision);
  }

  /** The object that has this UID already, elsewhere than under `name`. */
  twin(of: Collection, name: string, uid: string, scope: "calendar" | "user") {
    const places = scope === "calendar" ? [of] : [...this.collections.values()];
    for (const place of places) {
      for (const [other, { text }] of place.objects) {
        if (!(place === of && other === name) && uidIn(text) === uid) return { collection: place, name: other };
      }
    }
    return undefined;
  }
}

export const uidIn = (text: string) => /^UID(?:;[^:\r\n]*)?:(.*)$/im.exec(text.replace(/\r?\n[ \t]/g, ""))?.[1]?.trim();

/** Epoch ms of `20261123T090000Z`, `20261123T090000` and `20261123`; zones do not count here. */
export function momentMs(value: string): number {
  const [, year, month, day, hour = "0", minute = "0"] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d))?/.exec(value) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
}

/** Does an object touch a range? Series count from their start on. */
export function touches(text: string, fromMs: number, toMs: number, seesSeries: boolean): boolean {
  const value = (name: string) => new RegExp(`^${name}(?:;[^:\\r\\n]*)?:(\\S+)`, "m").exec(text)?.[1];
  const startMs = momentMs(value("DTSTART") ?? "");
  const endMs = momentMs(value("DTEND") ?? value("DTSTART") ?? "");
  if (/^RRULE:/m.test(text)) return seesSeries && startMs < toMs;
  return startMs < toMs && Math.max(endMs, startMs + 1) > fromMs;
}
