// From what a person typed to the homes of their calendars (RFC 6764 §6, knowledge R1-R7).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Net } from "../../ports.ts";
import type { Login } from "../provider.ts";
import { CALDAV, DAV, type DavRow, hasType, hrefsIn } from "./multistatus.ts";
import { domainOf, INFOMANIAK_URL, isVouchedFor, quirksOf, startUrlFor } from "./quirks.ts";
import { FIND_HOME } from "./requests.ts";
import type { Traits } from "./traits.ts";
import { attempt, type Wire } from "./wire.ts";

/** What discovery found; kept as `CalendarConnection.endpoints`. */
export interface Endpoints {
  /** Collections that hold calendars (R4: there may be several). */
  readonly homes: readonly string[];
  /** A calendar that was typed itself and may lie in no home. */
  readonly single?: string;
  /** Every address that means the user, as the server has it (R10). */
  readonly addresses: readonly string[];
  /** The server mails attendees by itself (RFC 6638 §2); absent when it was not asked yet. */
  readonly schedules?: boolean;
}

/** Where a login starts.
 *  @throws Failure not-caldav when what was typed is no address */
export function startUrl(login: Login): string {
  const typed = login.url?.trim();
  const address = login.address?.trim() || login.username || "";
  const known = login.kind === "infomaniak" ? INFOMANIAK_URL : startUrlFor(address);
  const url = typed ? withScheme(typed) : (known ?? withScheme(domainOf(address)));
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new Failure("not-caldav");
  const parsed = new URL(url);
  parsed.username = "";
  parsed.password = "";
  parsed.hash = "";
  return parsed.href;
}

const withScheme = (typed: string) => (/^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);

/** Tries the address, the well-known path, DNS and the root, and stops at the first that leads to calendars.
 *  @throws Failure wrong-password at once; else the most telling failure of all tries */
export async function discover(
  start: string,
  user: string,
  wire: Wire,
  net: Net,
  signal: AbortSignal,
): Promise<Endpoints> {
  const failures: Failure[] = [];
  const tried = new Set<string>();
  const silent = new Set<string>();
  const tryAll = async (urls: readonly string[]): Promise<Endpoints | undefined> => {
    for (const url of urls) {
      if (tried.has(url) || silent.has(new URL(url).host)) continue;
      tried.add(url);
      const found = await attempt(lookAt(url, wire, signal));
      if (found instanceof Failure) {
        if (found.code === "auth" || found.reason === "certificate" || found.code === "rate-limited") throw found;
        failures.push(found);
        // Waiting for a host that does not answer is done once.
        if (found.code === "offline" || found.reason === "timeout") silent.add(new URL(url).host);
      } else if (found !== undefined) return found;
    }
    return undefined;
  };
  const host = new URL(start).hostname;
  const typed = new URL(start).pathname === "/" ? [] : [start];
  const found =
    (await tryAll(typed)) ??
    (await tryAll([new URL("/.well-known/caldav", start).href])) ??
    (await tryAll(silent.has(new URL(start).host) ? [] : await wellKnownByGet(start, wire, signal))) ??
    (await tryAll(await serviceUrls(host, wire, net, signal))) ??
    (await tryAll([new URL("/", start).href])) ??
    (await tryAll((quirksOf(host).homes ?? []).map((path) => homeUrl(path, user, start))));
  if (found !== undefined) return found;
  throw mostTelling(failures) ?? new Failure("not-caldav", { host });
}

const homeUrl = (path: string, user: string, start: string) =>
  new URL(path.replace("{user}", encodeURIComponent(user)), start).href;

/** What the user can act upon comes first. */
function mostTelling(failures: readonly Failure[]): Failure | undefined {
  const order = [
    "insecure-redirect",
    "untrusted-redirect",
    "host-unknown",
    "offline",
    "connection-refused",
    "timeout",
    "login-page",
    "forbidden",
  ];
  const ranked = order.flatMap((reason) => failures.filter((failure) => failure.reason === reason));
  return ranked[0] ?? failures.find((failure) => failure.code === "offline" || failure.code === "timeout");
}

async function lookAt(url: string, wire: Wire, signal: AbortSignal): Promise<Endpoints | undefined> {
  const first = await describe(url, wire, signal);
  if (first === undefined) return undefined;
  const isCalendar = hasType(first.row, CALDAV, "calendar");
  const single = isCalendar ? { single: first.url } : {};
  const own = endpointsOf(first, wire);
  if (own !== undefined && own.addresses.length > 0) return { ...own, ...single };
  // A home may name itself, but who the user is stands at the principal.
  const principal = hrefsIn(first.row, DAV, "current-user-principal")[0];
  if (principal !== undefined) {
    const second = await attempt(describe(wire.follow(principal, first.url), wire, signal));
    const found = second instanceof Failure || second === undefined ? undefined : endpointsOf(second, wire);
    if (found !== undefined) return { ...found, ...(own && { homes: own.homes }), ...single };
  }
  if (own !== undefined) return { ...own, ...single };
  if (isCalendar) return { homes: [], addresses: [], ...single };
  // Synology and some gateways name no principal: what was asked is the home itself (R5), if it holds calendars.
  return (await holdsCalendars(first.url, wire, signal)) ? { homes: [first.url], addresses: [] } : undefined;
}

interface Described {
  readonly row: DavRow;
  readonly url: string;
}

async function describe(url: string, wire: Wire, signal: AbortSignal): Promise<Described | undefined> {
  const answer = await wire.multistatus({ method: "PROPFIND", url, depth: "0", body: FIND_HOME }, signal);
  const row = answer.rows.find((one) => one.status === undefined);
  return row && { row, url: answer.url };
}

function endpointsOf({ row, url }: Described, wire: Wire): Endpoints | undefined {
  const homes = hrefsIn(row, CALDAV, "calendar-home-set").map((href) => wire.follow(href, url));
  if (homes.length === 0) return undefined;
  return { homes: [...new Set(homes)], addresses: hrefsIn(row, CALDAV, "calendar-user-address-set") };
}

async function holdsCalendars(url: string, wire: Wire, signal: AbortSignal): Promise<boolean> {
  const answer = await attempt(wire.multistatus({ method: "PROPFIND", url, depth: "1", body: FIND_HOME }, signal));
  return !(answer instanceof Failure) && answer.rows.some((row) => hasType(row, CALDAV, "calendar"));
}

/** Some servers redirect only GET (R3). */
async function wellKnownByGet(start: string, wire: Wire, signal: AbortSignal): Promise<readonly string[]> {
  const url = new URL("/.well-known/caldav", start).href;
  const answer = await attempt(wire.send({ method: "GET", url }, signal));
  if (!(answer instanceof Failure)) return answer.url === url ? [] : [answer.url];
  if (answer.code === "auth" || answer.reason === "insecure-redirect" || answer.reason === "untrusted-redirect")
    throw answer;
  return [];
}

/** RFC 6764 §3-4: secure names only (R2). */
async function serviceUrls(host: string, wire: Wire, net: Net, signal: AbortSignal): Promise<readonly string[]> {
  // An address made of numbers, or a bare machine name, has no service records.
  if (/^[\d.]+$|^\[|^[^.]+$/.test(host)) return [];
  const name = `_caldavs._tcp.${host}`;
  const targets = (await net.srv(name, signal)).filter((target) => isVouchedFor(target.host, host));
  if (targets.length === 0) return [];
  const path = (await net.txt(name, signal)).map((text) => /^path=(\/.*)$/.exec(text)?.[1]).find(Boolean);
  return targets.flatMap((target) => {
    const origin = new URL(`https://${target.host}:${target.port}`);
    wire.trust(origin.host);
    return [...(path === undefined ? [] : [path]), "/.well-known/caldav", "/"].map((one) => new URL(one, origin).href);
  });
}

/** Asks the home what it can do (R6): a server that does not name `calendar-access` is taken as it is, but noted.
 *  @returns whether saving an event with attendees mails them (R87) */
export async function sendsMail(
  { homes, single }: Endpoints,
  wire: Wire,
  traits: Traits,
  signal: AbortSignal,
): Promise<boolean> {
  const url = homes[0] ?? single;
  const answer = url === undefined ? undefined : await attempt(wire.send({ method: "OPTIONS", url }, signal));
  if (answer instanceof Failure && ["auth", "offline", "rate-limited"].includes(answer.code)) throw answer;
  const header = answer === undefined || answer instanceof Failure ? "" : (answer.headers.dav ?? "");
  const features = header.split(",").map((feature) => feature.trim().toLowerCase());
  if (!features.includes("calendar-access")) traits.note("no-calendar-access");
  return features.includes("calendar-auto-schedule");
}
