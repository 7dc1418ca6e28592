// Tables that are asked with words of strangers.

/** What a table says of a word; undefined for a word that it lacks, `constructor` and `__proto__` included: every object
 *  answers to those. */
export function entryOf<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
