// The desktop around the fake bridge's page, and the notices of its engine.
import type { Desktop, HostAsk, HostDeed, LinkKind, LinkKinds } from "../../src-preload/contract/bridge.ts";
import type { Handlers } from "../../src-preload/contract/contract.ts";
import type { CallName, Topic } from "../../src-preload/contract/names.ts";
import type { Notice, Reminder } from "../../src-preload/contract/notices.ts";
import type { AccountId, CalendarId, EventId, FolderId, MessageId } from "../../src-preload/contract/shapes.ts";
import { NOW_MS, ZONE } from "./fake-data.ts";
import { ms } from "./fake-details.ts";

/** Remembers what the page asked of it, and asks the page. */
export class FakeDesktop implements Desktop {
  readonly done: { readonly deed: HostDeed; readonly ask?: HostAsk }[] = [];
  readonly #listeners = new Set<(ask: HostAsk) => void>();

  do(deed: HostDeed, ask?: HostAsk): void {
    this.done.push({ deed, ...(ask && { ask }) });
  }

  /** What the system hands to us; undefined: nobody can say. `obeys` false: it takes no wish. */
  linkKinds: LinkKinds | undefined;
  obeys = true;

  async links(wish?: { readonly kind: LinkKind; readonly opens: boolean }): Promise<LinkKinds | undefined> {
    if (wish && this.obeys && this.linkKinds) this.linkKinds = { ...this.linkKinds, [wish.kind]: wish.opens };
    return this.linkKinds;
  }

  onAsk(listener: (ask: HostAsk) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  ask(ask: HostAsk): void {
    for (const tell of this.#listeners) tell(ask);
  }
}

/** A reminder of an event of the pictures. */
export const reminder = (title: string, start: string, end: string, more: Partial<Reminder> = {}): Reminder => ({
  id: `reminder ${title}`,
  kind: "reminder",
  atMs: NOW_MS - 60_000,
  eventId: "e12" as EventId,
  calendarId: "travail" as CalendarId,
  ...{ title, start, end, zone: ZONE, allDay: false, startMs: ms(start), endMs: ms(end) },
  ...more,
});

/** One of each kind, newest first. */
export const noticeSeed = (): Notice[] => [
  reminder("Point avec Inès", "2026-11-18T11:30", "2026-11-18T12:00"),
  reminder("Restitution intermédiaire", "2026-11-18T14:00", "2026-11-18T15:00", {
    atMs: NOW_MS - 20 * 60_000,
    calendarId: "geneve" as CalendarId,
    eventId: "e14" as EventId,
    location: "Rue du Rhône 14, salle Jura",
    conferenceUrl: "https://kmeet.infomaniak.com/atelier",
  }),
  {
    ...{ id: "mail 1", kind: "mail", atMs: NOW_MS - 70 * 60_000 },
    ...{ accountId: "a1" as AccountId, folderId: "inbox" as FolderId, messageId: "1" as MessageId },
    from: { address: "nora@exemple.ch", name: "Nora Keller" },
    subject: "Ordre du jour de jeudi",
    snippet: "Bonjour Camille, voici le point qui manquait à l’ordre du jour.",
  },
  {
    ...{ id: "trouble sign-in a2", kind: "trouble", atMs: NOW_MS - 80 * 60_000 },
    ...{ what: "sign-in", subject: "Nextcloud", accountId: "a2" as AccountId },
  },
  reminder("Bilan trimestriel", "2026-11-17T16:00", "2026-11-17T17:00", { atMs: ms("2026-11-17T15:50") }),
];

/** What was told, what waits to be taken, and what was done with it. */
export class FakeNotices {
  list: Notice[] = [];
  due: Notice[] = [];
  readonly #gone = new Map<string, Notice>();
  readonly #publish: (...changed: Topic[]) => void;

  constructor(publish: (...changed: Topic[]) => void) {
    this.#publish = publish;
  }

  /** Falls due now. */
  fall(...notices: Notice[]): void {
    this.due.push(...notices);
    this.#publish("notices");
  }

  #take(id: string): void {
    const one = this.list.find((each) => each.id === id);
    if (one) this.#gone.set(id, one);
    this.list = this.list.filter((each) => each.id !== id);
  }

  readonly handlers: { readonly [C in CallName]?: Handlers<AbortSignal>[C] } = {
    "notices.list": () => ({ notices: this.list }),
    "notices.take": () => {
      const notices = this.due.splice(0);
      this.list = [...notices, ...this.list];
      if (notices.length > 0) this.#publish("notices");
      return { notices };
    },
    "notices.dismiss": ({ ids }) => {
      for (const id of ids) this.#take(id);
      this.#publish("notices");
      return {};
    },
    "notices.restore": ({ ids }) => {
      this.list = [...this.list, ...ids.flatMap((id) => this.#gone.get(id) ?? [])].sort((a, b) => b.atMs - a.atMs);
      this.#publish("notices");
      return {};
    },
    "notices.snooze": ({ id }) => {
      this.#take(id);
      this.#publish("notices");
      return {};
    },
  };
}
