// The latest requests of a connection, for the doctor (R103): no credentials, no bodies, no query values.
import { toFailure } from "../../src-preload/contract/failure.ts";
import type { RequestRecord } from "../../src-preload/contract/sync.ts";
import type { HttpClient, HttpRequest } from "../ports.ts";

const KEPT = 200;

/** The latest records, oldest first. */
export interface RequestRing {
  keep(record: RequestRecord): void;
  records(): readonly RequestRecord[];
}

/** Holds the last 200; the older ones are gone. */
export function requestRing(): RequestRing {
  const ring: RequestRecord[] = [];
  return {
    keep: (record) => {
      ring.push(record);
      if (ring.length > KEPT) ring.shift();
    },
    records: () => [...ring],
  };
}

interface RequestLog {
  readonly client: HttpClient;
  /** Oldest first. */
  records(): readonly RequestRecord[];
}

/** Notes every exchange of a client.
 *  @param noteOf what an answer says of an error, from its body */
export function withLog(
  http: HttpClient,
  nowMs: () => number,
  noteOf: (body: string) => string | undefined,
): RequestLog {
  const { keep, records } = requestRing();
  return {
    records,
    client: {
      close: () => http.close(),
      request: async (request, signal) => {
        const atMs = nowMs();
        try {
          const answer = await http.request(request, signal);
          const note = answer.status >= 400 ? noteOf(answer.body) : undefined;
          const { status, body } = answer;
          const bytes = Buffer.byteLength(body);
          keep({ ...started(request, atMs), status, bytes, ms: nowMs() - atMs, ...(note && { note }) });
          return answer;
        } catch (error) {
          keep({ ...started(request, atMs), ms: nowMs() - atMs, bytes: 0, note: toFailure(error).reason });
          throw error;
        }
      },
    },
  };
}

const started = ({ method, url }: HttpRequest, atMs: number) => ({ atMs, method, path: new URL(url).pathname });
