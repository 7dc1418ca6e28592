// Calendars published as a file at a web address (webcal, RFC 7986 §5.7): one calendar, only read.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { CalendarConnection, CalendarProvider, Login, World } from "../provider.ts";
import { endpointsOf, openConnection } from "./connection.ts";
import { addressesOf, openFeed } from "./feed.ts";

/** Read-only: nothing is ever sent there but a password. */
export const webcalProvider: CalendarProvider = { connect };

/** Reads the file once; where an earlier connection found it, at the first question instead.
 *  @throws Failure invalid-input, host-unknown, certificate, wrong-password, password-needed, login-page, missing, … */
async function connect(login: Login, world: World, signal: AbortSignal): Promise<CalendarConnection> {
  const { urls, authorization } = addressesOf(login);
  const http = world.net.http(login.caFile === undefined ? {} : { caFile: login.caFile });
  const feedAt = (url: string) => openFeed(http, url, authorization, () => world.clock.nowMs());
  const known = urls.find((url) => login.endpoints === endpointsOf(url));
  if (known !== undefined) return openConnection(feedAt(known), http);
  const open = async (url: string) => {
    const feed = feedAt(url);
    const answer = await feed.read({}, signal);
    if (answer.kind === "same") throw new Failure("bad-answer", { host: new URL(url).hostname });
    return openConnection(feed, http, answer);
  };
  const [first = "", plain] = urls;
  try {
    return await open(first);
  } catch (error) {
    try {
      if (plain !== undefined && speaksNoTls(error)) return await open(plain);
      throw error;
    } catch (last) {
      await http.close();
      throw last;
    }
  }
}

// Nobody listens where encryption lives, or speaks something else there: `webcal:` never promised any. A certificate that
// cannot be trusted is another matter.
function speaksNoTls(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { reason, params } = error;
  return reason === "connection-refused" || (reason === "certificate" && params.fault === "no-tls");
}
