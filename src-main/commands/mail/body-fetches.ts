// Texts that are on their way: a question waits for them a moment, then the change feed tells.
import { type Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import type { Clock } from "../../ports.ts";
import type { Database } from "../../store/database.ts";

/** After that a person is told that it is coming. */
const PATIENCE_MS = 300;
/** A failure is told for so long before it is tried again. */
const FAILED_MS = 10_000;

/** Several who wait for one text share one fetch. */
export interface BodyFetches {
  /** Waits for the text a moment.
   *  @returns undefined when it is here or cannot be had from here; `fetching`; or why it could not be fetched */
  wait(id: MessageId): Promise<"fetching" | Failure | undefined>;
  /** Waits until it is here. @throws Failure */
  whole(id: MessageId, signal: AbortSignal): Promise<void>;
}

/** @param fetchNow fetches the text of a message before all other work
 *  @param life ends what is under way when the engine closes */
export function createBodyFetches(
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  fetchNow: (id: MessageId, signal: AbortSignal) => Promise<void>,
  life: AbortSignal,
): BodyFetches {
  const running = new Map<MessageId, Promise<Failure | undefined>>();
  const failed = new Map<MessageId, { readonly failure: Failure; readonly untilMs: number }>();

  function begin(id: MessageId): Promise<Failure | undefined> {
    const known = running.get(id);
    if (known) return known;
    const fetch = fetchNow(id, life)
      .then(() => undefined, toFailure)
      .then((failure) => {
        running.delete(id);
        if (failure) failed.set(id, { failure, untilMs: clock.nowMs() + FAILED_MS });
        // What was shown as on its way is asked for again.
        if (failure && !life.aborted) db.touch("mail");
        return failure;
      });
    running.set(id, fetch);
    return fetch;
  }

  return {
    async wait(id) {
      const known = failed.get(id);
      if (known && known.untilMs > clock.nowMs()) return known.failure;
      failed.delete(id);
      const over = new AbortController();
      const late = clock.sleep(PATIENCE_MS, AbortSignal.any([over.signal, life])).then(
        () => "fetching" as const,
        () => undefined,
      );
      const answer = await Promise.race([begin(id), late]);
      over.abort();
      return answer;
    },
    async whole(id, signal) {
      await fetchNow(id, AbortSignal.any([signal, life]));
    },
  };
}
