// BODYSTRUCTURE (RFC 9051 §7.5.2) as a flat list of what a message holds.
import type { MessageStructureObject } from "imapflow";
import type { RemotePart } from "../mail-provider.ts";

/** As many as a reader looks at (mail rule A4). */
const MOST = 1_000;

/** Leaves in order; an attached message is one leaf, whatever it holds. Undefined when the server gave no structure. */
export function partsOf(structure: MessageStructureObject | undefined): readonly RemotePart[] | undefined {
  if (structure === undefined) return undefined;
  const parts: RemotePart[] = [];
  const rest = [structure];
  for (let node = rest.pop(); node !== undefined && parts.length < MOST; node = rest.pop()) {
    if (node.type.startsWith("multipart/")) rest.push(...(node.childNodes ?? []).toReversed());
    else parts.push(partOf(node));
  }
  return parts;
}

function partOf(node: MessageStructureObject): RemotePart {
  const name = node.dispositionParameters?.filename ?? node.parameters?.name;
  return {
    part: node.part ?? "1",
    type: node.type,
    parameters: node.parameters ?? {},
    ...(node.disposition && { disposition: node.disposition }),
    ...(name && { name }),
    ...(node.id && { contentId: node.id }),
    encoding: node.encoding ?? "7bit",
    size: node.size ?? 0,
  };
}
