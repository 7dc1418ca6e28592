// Numbers of messages, the greatest first, as they are asked for: what a search is put together from. Nothing is read beyond what
// the page needs.

/** Where a search gets its numbers from: one part of the query, or several joined. */
export interface Stream {
  /** The greatest number that is not above `max`; -1: there is none. Asked with ever smaller numbers. */
  seek(max: number): number;
  /** False: it also gives numbers that no message has. */
  readonly isReal: boolean;
}

const MOST = 4096;

/** Of the first batch, and of the smallest. */
export interface BatchSizes {
  readonly first: number;
  readonly least: number;
}

/** Numbers that a statement gives, read in batches that grow while they are used up and shrink where they are leapt over.
 *  @param fetch at most `n`, from `max` down */
export function fetched(fetch: (max: number, n: number) => readonly number[], { first, least }: BatchSizes): Stream {
  let batch: readonly number[] = [];
  let at = 0;
  let size = first;
  let isEnd = false;
  let isFirst = true;
  return {
    isReal: true,
    seek(max) {
      const from = at;
      while (at < batch.length && (batch[at] ?? 0) > max) at += 1;
      if (at < batch.length) return batch[at] ?? -1;
      if (isEnd) return -1;
      if (!isFirst) size = from * 2 >= batch.length ? Math.min(size * 4, MOST) : Math.max(size >> 2, least);
      isFirst = false;
      batch = fetch(max, size);
      at = 0;
      isEnd = batch.length < size;
      return batch[0] ?? -1;
    },
  };
}

/** Those that are in every one: each leaps to where the others are. The one that leaps moves forward, so that those that have nearly
 *  every number are asked last and least. */
export function allOf(parts: readonly Stream[]): Stream {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const order = [...parts];
  return {
    isReal: parts.some(({ isReal }) => isReal),
    seek(max) {
      let id = max;
      for (let n = 0; n < order.length; ) {
        const part = order[n];
        const found = part?.seek(id) ?? -1;
        if (found < 0) return -1;
        const isLeap = found !== id && n > 0;
        id = found;
        if (isLeap && part) {
          order.splice(n, 1);
          order.splice(n - 1, 0, part);
        }
        n = isLeap ? 0 : n + 1;
      }
      return id;
    },
  };
}

/** Those that are in any. */
export function anyOf(parts: readonly Stream[]): Stream {
  return {
    isReal: parts.every(({ isReal }) => isReal),
    seek: (max) => parts.reduce((best, part) => Math.max(best, part.seek(max)), -1),
  };
}

/** From `low` up to and without `high`. */
export function within(low: number, high: number): Stream {
  return {
    isReal: false,
    seek(max) {
      const id = Math.min(max, high - 1);
      return id >= low ? id : -1;
    },
  };
}
