// Sets of UIDs as commands take them (RFC 9051 §9, sequence-set).

/** UIDs with the text that names exactly them. */
export interface UidChunk {
  readonly uids: readonly number[];
  readonly set: string;
}

/** Room that a command leaves for its set: servers take lines of 8192 bytes (RFC 7162 §4, mail rule 53). */
const MAX_CHARACTERS = 7_000;

/** The shortest set that names these and no others: a gap is never bridged. */
export function uidSet(uids: readonly number[]): string {
  const sorted = [...new Set(uids)].sort((a, b) => a - b);
  const runs: string[] = [];
  let start = 0;
  for (let at = 1; at <= sorted.length; at++) {
    if (at < sorted.length && sorted[at] === (sorted[at - 1] ?? 0) + 1) continue;
    const [first, last] = [sorted[start], sorted[at - 1]];
    if (first !== undefined) runs.push(first === last ? `${first}` : `${first}:${last}`);
    start = at;
  }
  return runs.join(",");
}

/** Cuts a list into commands, in its own order: at most `most` UIDs each, and no line that a server would refuse. */
export function chunksOf(uids: readonly number[], most = 1_000): readonly UidChunk[] {
  if (uids.length === 0) return [];
  const set = uids.length <= most ? uidSet(uids) : "";
  if (set !== "" && set.length <= MAX_CHARACTERS) return [{ uids, set }];
  const half = uids.length > most ? Math.min(most, Math.ceil(uids.length / 2)) : Math.ceil(uids.length / 2);
  return [...chunksOf(uids.slice(0, half), most), ...chunksOf(uids.slice(half), most)];
}
