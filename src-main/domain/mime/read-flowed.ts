// format=flowed (RFC 3676): lines that end in a space go on.

/** Joins flowed lines; quotes come out as `> ` per level. @param delSp the space was only the mark (RFC 3676 §4.2) */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let open: { depth: number; pieces: string[] } | undefined;
  const close = () => {
    if (open) out.push(`${"> ".repeat(open.depth)}${open.pieces.join("")}`);
    open = undefined;
  };
  for (const line of text.split("\n")) {
    const depth = /^>{0,100}/.exec(line)?.[0].length ?? 0;
    // One space after the marks is stuffing (§4.4).
    const body = line.slice(depth).replace(/^ /, "");
    if (open && open.depth !== depth) close();
    // A signature's mark ends in a space and flows into nothing (§4.3).
    const flows = body.endsWith(" ") && body !== "-- ";
    if (body === "-- ") close();
    open ??= { depth, pieces: [] };
    open.pieces.push(flows && delSp ? body.slice(0, -1) : body);
    if (!flows) close();
  }
  close();
  return out.join("\n");
}
