// Signing in: credentials, discovery or what an earlier discovery found, and the connection on top.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { CalendarConnection, Login, World } from "../provider.ts";
import { openCalendars } from "./calendar.ts";
import { discover, type Endpoints, sendsMail, startUrl } from "./discovery.ts";
import { FIND_HOME } from "./requests.ts";
import { createSignIn, type Scheme } from "./sign-in.ts";
import { createTraits } from "./traits.ts";
import { attempt, openWire, readJson, type Wire } from "./wire.ts";

interface Found extends Endpoints {
  /** What the search started from; another start makes it worthless. */
  readonly start: string;
  readonly user: string;
  /** Hosts that may get the credentials. */
  readonly hosts: readonly string[];
  /** How each of them wants to be signed in at. */
  readonly schemes?: Readonly<Record<string, Scheme>>;
}

/** Signs in and finds the calendars' homes.
 *  @throws Failure password-needed, wrong-password, host-unknown, certificate, insecure-redirect, not-caldav, login-page, … */
export async function connect(login: Login, world: World, signal: AbortSignal): Promise<CalendarConnection> {
  const user = login.username ?? login.address ?? "";
  if (!login.password) throw new Failure("password-needed");
  const start = startUrl(login);
  const known = earlier(login.endpoints, start, user);
  const http = world.net.http(login.caFile === undefined ? {} : { caFile: login.caFile });
  const signIn = createSignIn({ username: user, password: login.password }, known?.schemes ?? {});
  const traits = createTraits();
  const open = (hosts: readonly string[]) => openWire(http, signIn, hosts, traits, () => world.clock.nowMs());
  const finish = async (wire: Wire, endpoints: Endpoints) => {
    const schedules = endpoints.schedules ?? (await sendsMail(endpoints, wire, traits, signal));
    const found: Found = { ...endpoints, schedules, start, user, hosts: wire.hosts(), schemes: signIn.schemes() };
    return openCalendars(wire, traits, found, JSON.stringify(found), () => world.clock.nowMs());
  };
  const reuse = known && open(known.hosts);
  if (known !== undefined && reuse !== undefined && (await isThere(known, reuse, signal))) return finish(reuse, known);
  const wire = open([new URL(start).host]);
  return finish(wire, await discover(start, user, wire, world.net, signal));
}

/** Asks the first home; only "gone" or "no longer a calendar server" starts a new search.
 *  @throws Failure for everything else: a network that is down says nothing about the address */
async function isThere(found: Found, wire: Wire, signal: AbortSignal): Promise<boolean> {
  const url = found.homes[0] ?? found.single;
  if (url === undefined) return false;
  const answer = await attempt(wire.multistatus({ method: "PROPFIND", url, depth: "0", body: FIND_HOME }, signal));
  if (!(answer instanceof Failure)) return answer.rows.some((row) => (row.status ?? 200) < 300);
  const hasMoved = ["missing", "unsupported", "forbidden", "conflict", "malformed"].includes(answer.code);
  if (hasMoved && answer.reason !== "certificate") return false;
  throw answer;
}

/** Ours, but it comes back through a database: anything unexpected in it means a new search. */
function earlier(endpoints: string | undefined, start: string, user: string): Found | undefined {
  const found = readJson(endpoints ?? "") as Partial<Found> | undefined | null;
  const isWhole = Array.isArray(found?.homes) && Array.isArray(found.hosts) && Array.isArray(found.addresses);
  return isWhole && found.start === start && found.user === user ? (found as Found) : undefined;
}
