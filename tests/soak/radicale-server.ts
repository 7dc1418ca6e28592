// Kill rounds over a real Radicale: the other client is a careless one that puts whole texts.
import { eventText, rawClient } from "../servers/dav.ts";
import { startRadicale } from "../servers/radicale.ts";
import type { KillServer, OtherSide } from "./kill-server.ts";

const PASSWORD = "alice-pw";

export async function radicaleServer(): Promise<KillServer> {
  const server = await startRadicale();
  const calendarUrl = `${server.url}alice/work/`;
  await rawClient("alice", PASSWORD).makeCalendar(calendarUrl, "Work");
  return {
    other: otherSide(calendarUrl),
    port: server.port,
    deeds: ["create", "location", "description", "occurrence", "remove"],
    refusals: ["missing"],
    guests: false,
    choices: ["mine", "theirs", "merge", "both"],
    env: () => ({}),
    async join(engine, origin) {
      const login = { kind: "caldav", url: `${origin}/`, username: "alice", password: PASSWORD } as const;
      const { account, calendars } = await engine.call("accounts.add", login);
      const [calendar] = calendars;
      if (!calendar) throw new Error("no calendar");
      return { accountId: account.id, calendarId: calendar.id };
    },
    signIn: async (engine, { accountId }) =>
      void (await engine.call("accounts.update", { id: accountId, password: PASSWORD })),
    check: () => {},
    stop: () => server.stop(),
  };
}

function otherSide(url: string): OtherSide {
  const client = rawClient("alice", PASSWORD);
  return {
    async texts() {
      const body = '<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>';
      const headers = { depth: "1", "content-type": "application/xml" };
      const answer = await client.request("PROPFIND", url, body, headers);
      const hrefs = [...answer.body.matchAll(/<(?:\w+:)?href>([^<]+)</g)].map((match) => match[1] ?? "");
      const names = hrefs.map((href) => decodeURIComponent(href.split("/").at(-1) ?? "")).filter(Boolean);
      const texts = await Promise.all(
        names.map(async (name) => {
          // The engine may have removed it since the listing.
          const text = await client.get(url + name).then(
            ({ body: found }) => found,
            () => undefined,
          );
          return text === undefined ? [] : ([[name, text]] as const);
        }),
      );
      return new Map(texts.flat());
    },
    make: async (token) => void (await client.put(`${url}${token}.ics`, eventText(`${token}@other`, token))),
    async change(name, text, token) {
      const rest = text.replace(/^X-OTHER:.*\r?\n/gm, "");
      await client.put(url + name, rest.replace(/BEGIN:VEVENT\r?\n/, `BEGIN:VEVENT\r\nX-OTHER:${token}\r\n`));
      return /^X-OTHER:(.*)$/m.exec(text)?.[1] ?? "";
    },
    remove: (name) =>
      // The engine may have been faster.
      client.remove(url + name).then(
        () => {},
        (error: Error) => {
          if (!error.message.includes(": 404 ")) throw error;
        },
      ),
  };
}
