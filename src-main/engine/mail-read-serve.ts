// The worker's half of reading mail: a list of sources in, a list of results out. Knows no engine and no store.
import { hash } from "node:crypto";
import type { MessagePort } from "node:worker_threads";
import { zstdCompressSync } from "node:zlib";
import type { ReadMessage } from "../domain/mime/read-types.ts";
import type { ReadResult } from "../providers/mail-reader.ts";

/** To the worker. `withContent`: with the bytes of files. `compress`: with the source packed (zstd). */
export interface ReadJob {
  readonly id: number;
  readonly sources: readonly Uint8Array[];
  readonly compress: boolean;
  readonly withContent: boolean;
}

/** From the worker, to the job of that number; results in the order of its sources. */
export interface ReadAnswer {
  readonly id: number;
  readonly results: readonly ReadResult[];
}

type ReadOne = (source: Uint8Array, options: { readonly withContent: boolean }) => ReadMessage;

/** Answers jobs that come by the port.
 *  @param progress for whoever watches from outside: one number, how many messages of the job are done */
export function serveReads(
  port: Pick<MessagePort, "on" | "postMessage">,
  progress: Int32Array,
  readOne: ReadOne,
): void {
  port.on("message", (job: ReadJob) => {
    const results: ReadResult[] = [];
    for (const source of job.sources) {
      results.push(resultOf(source, readOne(source, job), job.compress));
      Atomics.store(progress, 0, results.length);
    }
    port.postMessage({ id: job.id, results } satisfies ReadAnswer, buffersOf(results));
  });
  port.postMessage("ready");
}

/** A result around what was read. */
export function resultOf(source: Uint8Array, read: ReadMessage, compress: boolean): ReadResult {
  const headerHash = hash("sha256", source.subarray(0, read.headerSize), "hex");
  return compress ? { read, headerHash, compressed: compressed(source) } : { read, headerHash };
}

/** zstd told how much is coming: a third less work for a small message. */
function compressed(source: Uint8Array): Uint8Array {
  const chunkSize = Math.min(65_536, Math.max(256, source.length + 64));
  const bytes = zstdCompressSync(source, { pledgedSrcSize: source.length, chunkSize });
  // The answer may be a piece of a larger buffer, which would travel whole.
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

/** Buffers that move instead of being copied. */
function buffersOf(results: readonly ReadResult[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { read, compressed } of results) {
    for (const bytes of [compressed, ...read.parts.map(({ content }) => content)])
      if (bytes?.buffer instanceof ArrayBuffer) buffers.add(bytes.buffer);
  }
  return [...buffers];
}
