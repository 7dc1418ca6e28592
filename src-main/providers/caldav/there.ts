// Before "not there" counts as "gone" (knowledge R13, R24): the calendar itself has to be there.
import { Failure } from "../../../src-preload/contract/failure.ts";
import { isSamePath } from "./href.ts";
import { READ_TYPE } from "./requests.ts";
import { attempt, type Wire } from "./wire.ts";

/** Makes sure that the calendar is there: a server that has lost sight of it says 404 to everything in it.
 *  @throws Failure missing (calendar), or what the server says instead */
export async function confirmCalendar(
  { wire, url }: { readonly wire: Wire; readonly url: string },
  signal: AbortSignal,
): Promise<void> {
  const answer = await attempt(wire.multistatus({ method: "PROPFIND", url, depth: "0", body: READ_TYPE }, signal));
  if (answer instanceof Failure && answer.code !== "missing") throw answer;
  const rows = answer instanceof Failure ? [] : answer.rows;
  const own = rows.find((row) => isSamePath(row.href, url)) ?? rows[0];
  // Xandikos reports a removed calendar as a 207 with a 404 inside.
  if (own === undefined || own.status === 404 || own.status === 410) throw new Failure("missing", { what: "calendar" });
}
