// When other people are free, asked by way of the user's scheduling outbox (RFC 6638 §5).
import { Failure } from "../../../src-preload/contract/failure.ts";
import { freeBusyRequest, readFreeBusy } from "../../domain/free-busy.ts";
import { plainAddress } from "../../domain/scheduling-people.ts";
import type { PersonsBusy, TimeRange } from "../provider.ts";
import type { Endpoints } from "./discovery.ts";
import { mailAddresses } from "./map.ts";
import { CALDAV, DAV, hrefsIn } from "./multistatus.ts";
import { FIND_OUTBOX } from "./requests.ts";
import { attempt, type Wire } from "./wire.ts";
import { child, childrenOf, parseXml, type XmlElement } from "./xml.ts";

/** An account, as far as it is asked here. */
interface Asking {
  readonly wire: Wire;
  readonly found: Endpoints;
  /** Where requests go, once that is known; `null`: this server has no such thing. */
  outbox?: string | null;
}

/** What an account remembers between two lookups. */
export function askingFor(wire: Wire, found: Endpoints): Asking {
  return { wire, found };
}

/** @returns undefined where the server cannot tell
 *  @throws Failure */
export async function freeBusy(
  asking: Asking,
  addresses: readonly string[],
  range: TimeRange,
  nowMs: number,
  signal: AbortSignal,
): Promise<readonly PersonsBusy[] | undefined> {
  const [organizer] = mailAddresses(asking.found.addresses);
  if (organizer === undefined) return undefined;
  if (asking.outbox === undefined) asking.outbox = (await findOutbox(asking, signal)) ?? null;
  if (asking.outbox === null) return undefined;
  const uid = `cadran-${nowMs.toString(36)}-${range.fromMs.toString(36)}-${range.toMs.toString(36)}`;
  const body = freeBusyRequest({ ...range, uid, organizer, addresses, nowMs });
  const headers = { "content-type": "text/calendar; charset=utf-8" };
  const answer = await asking.wire.send({ method: "POST", url: asking.outbox, body, headers }, signal);
  if ([403, 404, 405, 501].includes(answer.status)) {
    // Named, but closed: asking again would be no better.
    asking.outbox = null;
    return undefined;
  }
  if (answer.status >= 300) throw asking.wire.failure(answer);
  return readAnswer(answer.body, range, new URL(answer.url).hostname);
}

async function findOutbox({ wire, found }: Asking, signal: AbortSignal): Promise<string | undefined> {
  const url = found.homes[0] ?? found.single;
  const at = async (where: string) => {
    const answer = await attempt(
      wire.multistatus({ method: "PROPFIND", url: where, depth: "0", body: FIND_OUTBOX }, signal),
    );
    if (!(answer instanceof Failure)) return answer;
    // Not to be had there is an answer; not to be reached is none.
    if (["missing", "unsupported", "forbidden", "malformed"].includes(answer.code)) return undefined;
    throw answer;
  };
  const home = url === undefined ? undefined : await at(url);
  const row = home?.rows[0];
  if (!home || !row) return undefined;
  const own = hrefsIn(row, CALDAV, "schedule-outbox-URL")[0];
  if (own !== undefined) return wire.follow(own, home.url);
  const principal = hrefsIn(row, DAV, "current-user-principal")[0];
  const second = principal === undefined ? undefined : await at(wire.follow(principal, home.url));
  const named = second?.rows[0] && hrefsIn(second.rows[0], CALDAV, "schedule-outbox-URL")[0];
  return second && named ? wire.follow(named, second.url) : undefined;
}

/** RFC 6638 §10.2. Each person has a status of their own. */
function readAnswer(body: string, range: TimeRange, host: string): PersonsBusy[] {
  const root = parseXml(body);
  if (root?.name !== "schedule-response") throw new Failure("bad-answer", { host });
  return childrenOf(root, CALDAV, "response").map((response) => readPerson(response, range));
}

function readPerson(response: XmlElement, range: TimeRange): PersonsBusy {
  const recipient = child(response, CALDAV, "recipient");
  const address = plainAddress(child(recipient, DAV, "href")?.text ?? recipient?.text ?? "");
  const status = child(response, CALDAV, "request-status")?.text.trim() ?? "";
  const data = child(response, CALDAV, "calendar-data")?.text.trim() ?? "";
  // RFC 5546 §3.6: 2.x is success; 3.7 and 5.x, an invalid user or one who cannot be asked.
  if (!status.startsWith("2.") || data === "") return { address, known: false, busy: [] };
  try {
    return { address, known: true, busy: readFreeBusy(data, range) };
  } catch (error) {
    // One person's time that cannot be read must not hide the others'.
    if (error instanceof Failure) return { address, known: false, busy: [] };
    throw error;
  }
}
