// A data folder in which every page has something to say: two accounts and this device, a decision to make, what others changed,
// a trash, news that came and news that failed.
import { setTimeout as sleep } from "node:timers/promises";
import { type FeedServer, rss } from "../../servers/feeds.ts";
import type { DavServer } from "../../servers/radicale.ts";
import { addAlice, type Call, eventFile, inParis, other, weekday } from "./host.ts";
import type { Language } from "./words.ts";

const WORDS = {
  fr: {
    team: "Genève Mobilités",
    review: "Restitution",
    mine: "Restitution intermédiaire",
    quote: "Préparer le devis",
    gone: "Visite du dépôt",
    points: [
      "Présenter les 12 entretiens.",
      "Choisir les deux pistes",
      "Choisir une piste",
      "Choisir les trois pistes",
    ],
    room: "Salle Rhône",
    device: "Maison",
    removed: "Rétrospective",
    feed: "Le Courrier du lac",
    other: "Chroniques de la vallée",
    news: [
      "Les bateaux reprennent leur horaire d’hiver",
      "Un nouveau pont pour les piétons",
      "La gare ouvre au public",
    ],
    text: "Le conseil a voté hier. Les travaux commencent au printemps.",
  },
  en: {
    team: "Lakeside Transit",
    review: "Readout",
    mine: "Interim readout",
    quote: "Prepare the quote",
    gone: "Depot visit",
    points: ["Present the 12 interviews.", "Choose the two leads", "Choose one lead", "Choose the three leads"],
    room: "Room Rhone",
    device: "Home",
    removed: "Retrospective",
    feed: "The Lake Courier",
    other: "Valley Chronicles",
    news: ["Boats go back to winter times", "A new bridge for walkers", "The station opens its doors"],
    text: "The council voted yesterday. Work begins in spring.",
  },
} as const;

interface Scene {
  readonly call: Call;
  readonly radicale: DavServer;
  readonly feeds: FeedServer;
  readonly language: Language;
  /** What the engine takes for now. */
  readonly nowMs?: number;
}

/** Waits for what a sync brings about by itself. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const endMs = Date.now() + 20_000; Date.now() < endMs; await sleep(50)) if (await holds()) return;
  throw new Error(`never came: ${what}`);
}

async function news({ call, feeds, language }: Scene, nowMs: number): Promise<void> {
  const { feed, other: second, news: titles, text } = WORDS[language];
  const items = titles.map((title, n) => ({
    guid: `${n}`,
    title,
    link: `https://news.example.com/${n}`,
    date: new Date(nowMs - (n + 1) * 5_000_000).toUTCString(),
    text,
  }));
  feeds.serve("/lake.xml", rss(items, feed));
  feeds.serve("/valley.xml", rss([], second));
  await call("feeds.add", { url: `${feeds.url}/lake.xml` });
  await call("feeds.add", { url: `${feeds.url}/valley.xml` });
  feeds.serve("/valley.xml", "", {}, 500);
}

/** Two versions of one event: one of here, one of elsewhere. */
async function conflict({ call, radicale, language }: Scene, nowMs: number): Promise<void> {
  const { review, mine, points, room } = WORDS[language];
  const { calendars } = await call("calendars.list", {});
  const team = calendars.find(({ name }) => name === WORDS[language].team);
  const { occurrences } = await call("agenda.search", { query: review });
  const torn = occurrences.find(({ calendarId }) => calendarId === team?.id);
  if (!team || !torn) throw new Error("nothing to disagree about");
  await call("calendars.update", { id: team.id, syncEnabled: false });
  const about = (n: number) => `${points[0]} ${points[n]}.`;
  const theirs = [...inParis(weekday(3, nowMs), "090000", "100000"), `DESCRIPTION:${about(2)}`];
  await other.put(`${radicale.url}alice/team/torn.ics`, eventFile("torn", review, ...theirs));
  await call("events.update", {
    id: torn.eventId,
    changes: {
      title: mine,
      location: room,
      description: about(3),
      start: torn.start.replace("T14:00", "T15:00"),
      end: torn.end.replace("T15:00", "T16:00"),
    },
  });
  await call("calendars.update", { id: team.id, syncEnabled: true });
  await call("sync.run", {});
  await until("the decision", async () => (await call("conflicts.list", {})).conflicts.length === 1);
}

/** Fills the folder. */
export async function fillScene(scene: Scene): Promise<void> {
  const { call, radicale, language, nowMs = Date.now() } = scene;
  const words = WORDS[language];
  const at = (file: string) => `${radicale.url}alice/team/${file}.ics`;
  const day = (n: number) => weekday(n, nowMs);
  await call("settings.set", { locale: language, zone: "Europe/Paris" });
  await call("accounts.add", { kind: "demo", locale: language });
  await call("calendars.create", { name: words.device, color: "#7B57DB" });
  await other.makeCalendar(`${radicale.url}alice/team/`, words.team);
  const about = `DESCRIPTION:${words.points[0]} ${words.points[1]}.`;
  await other.put(at("torn"), eventFile("torn", words.review, ...inParis(day(2), "140000", "150000"), about));
  await other.put(at("quote"), eventFile("quote", words.quote, ...inParis(day(3), "110000", "120000")));
  await other.put(at("gone"), eventFile("gone", words.gone, ...inParis(day(4), "160000", "170000")));
  await addAlice(call, radicale);
  const moved = [...inParis(day(3), "113000", "123000"), `LOCATION:${words.room}`];
  await other.put(at("quote"), eventFile("quote", words.quote, ...moved));
  await other.remove(at("gone"));
  await call("sync.run", {});
  await until("the changes of others", async () => (await call("changes.list", {})).changes.length > 1);
  await conflict(scene, nowMs);
  const { occurrences } = await call("agenda.search", { query: words.removed });
  if (occurrences[0]) await call("events.remove", { id: occurrences[0].eventId });
  await news(scene, nowMs);
  await call("sync.run", {});
}
