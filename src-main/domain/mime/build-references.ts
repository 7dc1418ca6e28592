// The chain that puts an answer into its thread (RFC 5322 §3.6.4; mail §3.9).

const NEWEST = 20;
/** Longer than a header line may be with its name: nobody's thread is worth an unsendable message. */
const LONGEST = 900;

/** In-Reply-To and References: the parent's chain and the parent, each once, the first and the last 20 of them. */
export function referencesFor(
  inReplyTo: string | undefined,
  references: readonly string[],
): { readonly inReplyTo?: string; readonly references?: string[] } {
  const parent = inReplyTo !== undefined && isId(inReplyTo) ? inReplyTo : undefined;
  const chain = [...new Set([...references.filter((id) => isId(id) && id !== parent), ...(parent ? [parent] : [])])];
  const kept = chain.length > NEWEST + 1 ? [...chain.slice(0, 1), ...chain.slice(-NEWEST)] : chain;
  return { ...(parent && { inReplyTo: parent }), ...(kept.length > 0 && { references: kept }) };
}

/** What is no id is left out: a parent's broken header must not break the answer. */
function isId(id: string): boolean {
  return id.length <= LONGEST && /^<[!-;=?-~]+>$/.test(id);
}
