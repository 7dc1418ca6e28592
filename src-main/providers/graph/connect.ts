// Opening a mailbox: silently, with the tokens that a sign-in left here.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { CalendarConnection, Login, World } from "../provider.ts";
import { openCalendars } from "./calendar.ts";
import { configOf } from "./config.ts";
import { poolOf } from "./pool.ts";
import { type TokenOptions, tokensFor } from "./tokens.ts";
import { createTraits } from "./traits.ts";
import { openWire, readJson, type Wire } from "./wire.ts";
import { failureOf, objectOf } from "./wire-refusals.ts";

/** Signs in silently and asks who the user is.
 *  @throws Failure sign-in-needed, no-mailbox, and what the network says */
export async function connect(login: Login, world: World, signal: AbortSignal): Promise<CalendarConnection> {
  const { username } = login;
  if (!username) throw new Failure("sign-in-needed", { host: "Microsoft" });
  const config = configOf(login, world.env);
  const { graphUrl } = config;
  const tokens = tokensFor(world, config);
  const pool = poolOf(world, `${graphUrl} ${username}`);
  const traits = createTraits();
  const { clock } = world;
  const http = world.net.http({});
  const token = (need: TokenOptions, until: AbortSignal) => tokens.token(username, need, until);
  const wire = openWire({ http, graphUrl, token, pool, clock, traits });
  try {
    const addresses = await addressesOf(wire, signal);
    // Once is enough to know that there is a mailbox at all.
    if (!isKnown(login.endpoints, username)) await wire.ask({ method: "GET", path: "/me/calendars?$top=1" }, signal);
    const account = { wire, pool, clock, traits, graphUrl, addresses, failing: new Set<string>() };
    return openCalendars(account, JSON.stringify({ username }));
  } catch (error) {
    await wire.close();
    throw error;
  }
}

/** Comes back through a database: anything unexpected in it means looking again. */
const isKnown = (endpoints: string | undefined, username: string) =>
  objectOf(readJson(endpoints ?? ""))?.username === username;

/** The user's addresses, the one that mails come from first. Personal accounts tell fewer of them. */
async function addressesOf(wire: Wire, signal: AbortSignal): Promise<readonly string[]> {
  const path = "/me?$select=mail,userPrincipalName,otherMails,proxyAddresses";
  const full = await wire.send({ method: "GET", path }, signal);
  // Not every directory lets its users read all of it.
  const isRefused = full.status === 400 || full.status === 403;
  const me = isRefused ? await wire.ask({ method: "GET", path: "/me" }, signal) : objectOf(full.body);
  if (me === undefined || (!isRefused && full.status >= 300)) throw failureOf(full);
  const aliases = list(me.proxyAddresses).flatMap((one) => /^smtp:(.+)$/i.exec(one)?.[1] ?? []);
  const all = [...list([me.mail, me.userPrincipalName]), ...aliases, ...list(me.otherMails)];
  // A guest's name in a directory is no address.
  const mails = all.filter((one) => one.includes("@") && !one.includes("#EXT#"));
  return mails.filter((one, index) => mails.findIndex((other) => other.toLowerCase() === one.toLowerCase()) === index);
}

const list = (values: unknown) =>
  (Array.isArray(values) ? values : []).filter((one): one is string => typeof one === "string" && one !== "");
