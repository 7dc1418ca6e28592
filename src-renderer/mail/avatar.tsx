// Who wrote, at a glance: initials on a colour that stays theirs. No picture is fetched from anywhere.

import type { Mailbox } from "../../src-preload/contract/mail.ts";
import { hue } from "../ui/hue.ts";
import { hueOf, initials, shortName } from "./people.ts";

/** Decoration: the name always stands beside it. */
export function Avatar({ of, size }: { of: Mailbox | undefined; size: number }) {
  const style = { ...hue(hueOf(of?.address ?? "")), width: size, height: size, fontSize: Math.round(size * 0.38) };
  return (
    <span className="avatar" style={style} aria-hidden="true">
      {of ? initials(shortName(of)) : "?"}
    </span>
  );
}
