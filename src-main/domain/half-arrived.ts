// A write that takes several requests may have been cut between them. Some servers drop every exception of a series when
// its time or rule is changed (Graph): what they have then looks as if somebody had removed the exceptions.
import { openEdit } from "./edit-context.ts";
import { type IcalComponent, serializeIcal } from "./ical-text.ts";
import { inFile, insertComponents, linesOf, replaceComponent, replaceLines } from "./ical-tree.ts";
import { lineMeaning } from "./meaning.ts";
import { excludedIds } from "./merge-series.ts";

/** The server's version with the exceptions that a write of ours, cut in the middle, has taken from it; as it is when that
 *  is not what happened: the series still takes place as in `base`, has exceptions, or never had any.
 *  @throws Failure malformed when a version cannot be read */
export function completedHalf(base: string, mine: string, theirs: string): string {
  const [was, ours, there] = [base, mine, theirs].map((text) => openEdit(text, 0)) as [Opened, Opened, Opened];
  if (!was.events.master || !ours.events.master || !there.events.master) return theirs;
  if (whenOf(was.events.master) === whenOf(there.events.master)) return theirs;
  if (!hasExceptions(was) || !hasExceptions(ours) || hasExceptions(there)) return theirs;
  const master = replaceLines(
    there.events.master,
    "EXDATE",
    linesOf(ours.events.master, "EXDATE").map((line) => inFile(line, there.eol)),
  );
  const overrides = ours.events.overrides.map(({ component }) => inFile(component, there.eol));
  return serializeIcal(insertComponents(replaceComponent(there.tree, there.events.master, [master]), overrides));
}

type Opened = ReturnType<typeof openEdit>;

function hasExceptions(context: Opened): boolean {
  return context.events.overrides.length > 0 || excludedIds(context).size > 0;
}

function whenOf(master: IcalComponent): string {
  return ["DTSTART", "RRULE"].flatMap((name) => linesOf(master, name).map((line) => lineMeaning(line))).join("\n");
}
