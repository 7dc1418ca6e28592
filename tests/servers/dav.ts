// "Another client": raw WebDAV requests by fetch, knowing nothing of the code under test.
// undici with an agent of its own: the one inside Node 24, which undici's fetch takes by itself, crashes when an HTTP/1.0 server
// closes while a large body waits (undici 5360).
import { Agent, fetch } from "undici";

const dispatcher = new Agent();

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly etag: string | undefined;
}

export interface RawClient {
  request(method: string, url: string, body?: string, headers?: Record<string, string>): Promise<Answer>;
  /** Stores unconditionally. */
  put(url: string, text: string): Promise<Answer>;
  get(url: string): Promise<Answer>;
  remove(url: string): Promise<Answer>;
  makeCalendar(url: string, name: string): Promise<void>;
  setProperty(url: string, namespace: string, name: string, value: string): Promise<Answer>;
}

const xmlText = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A client signed in as `user`; it throws on any answer of 400 and above. */
export function rawClient(user: string, password: string): RawClient {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const request = async (method: string, url: string, body?: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url, {
      method,
      dispatcher,
      headers: { authorization, ...headers },
      ...(body !== undefined && { body }),
    });
    const answer = {
      status: response.status,
      body: await response.text(),
      etag: response.headers.get("etag") ?? undefined,
    };
    if (answer.status >= 400) throw new Error(`${method} ${url}: ${answer.status} ${answer.body}`);
    return answer;
  };
  const xml = { "content-type": "application/xml; charset=utf-8" };
  const setProperty = (url: string, namespace: string, name: string, value: string) =>
    request(
      "PROPPATCH",
      url,
      `<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><x:${name} xmlns:x="${namespace}">${xmlText(value)}</x:${name}></D:prop></D:set></D:propertyupdate>`,
      xml,
    );
  return {
    request,
    setProperty,
    put: (url, text) => request("PUT", url, text, { "content-type": "text/calendar; charset=utf-8" }),
    get: (url) => request("GET", url),
    remove: (url) => request("DELETE", url),
    makeCalendar: async (url, name) => {
      // No body: Xandikos answers 500 to an empty mkcalendar element and ignores most properties in a full one.
      await request("MKCALENDAR", url);
      await setProperty(url, "DAV:", "displayname", name);
    },
  };
}

/** A small event, different for each UID and title. */
export function eventText(uid: string, title: string, component = "VEVENT"): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Cadran//tests//EN",
    `BEGIN:${component}`,
    `UID:${uid}`,
    "DTSTAMP:20260101T000000Z",
    "DTSTART:20261123T090000Z",
    ...(component === "VEVENT" ? ["DTEND:20261123T100000Z"] : []),
    `SUMMARY:${title}`,
    `END:${component}`,
    "END:VCALENDAR",
    "",
  ];
  return lines.join("\r\n");
}
