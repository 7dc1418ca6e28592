// The latest requests of a connection, for the doctor (R103): no credentials, no bodies, no query values.
import { toFailure } from "../../../src-preload/contract/failure.ts";
import type { RequestRecord } from "../../../src-preload/contract/sync.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "../../ports.ts";
import { parseError } from "./multistatus.ts";

const KEPT = 200;

export interface RequestLog {
  readonly client: HttpClient;
  /** Oldest first. */
  records(): readonly RequestRecord[];
}

/** Notes every exchange of a client. */
export function withLog(http: HttpClient, nowMs: () => number): RequestLog {
  const ring: RequestRecord[] = [];
  const note = (record: RequestRecord) => {
    ring.push(record);
    if (ring.length > KEPT) ring.shift();
  };
  return {
    records: () => [...ring],
    client: {
      close: () => http.close(),
      request: async (request, signal) => {
        const atMs = nowMs();
        try {
          const answer = await http.request(request, signal);
          note({ ...started(request, atMs), ...ended(answer), ms: nowMs() - atMs });
          return answer;
        } catch (error) {
          note({ ...started(request, atMs), ms: nowMs() - atMs, bytes: 0, note: toFailure(error).reason });
          throw error;
        }
      },
    },
  };
}

const started = ({ method, url }: HttpRequest, atMs: number) => ({ atMs, method, path: new URL(url).pathname });

function ended({ status, body }: HttpResponse) {
  const conditions = status >= 400 ? (parseError(body) ?? []) : [];
  const names = conditions.map((condition) => condition.name).join(", ");
  return { status, bytes: Buffer.byteLength(body), ...(names && { note: names }) };
}
