// What electronegativity found, and why each of it is as it must be. Pure.

/** One line of its report. */
export interface Finding {
  /** Name of its check. */
  readonly id: string;
  readonly severity: string;
  /** As given to it, with `/`. */
  readonly file: string;
  readonly line: number;
}

/** A finding stays explained only in the file for which it was: the same call in another file is a new question. */
const EXPLAINED: readonly { readonly id: string; readonly file: RegExp; readonly why: string }[] = [
  {
    id: "OPEN_EXTERNAL_JS_CHECK",
    file: /host\/electron\/security\.js$/,
    why: "http:, https: and mailto: only, the one place that opens anything; security.spec.ts tries the others",
  },
  {
    id: "PROTOCOL_HANDLER_JS_CHECK",
    file: /host\/electron\/links\.js$/,
    why: "mailto: and webcal: only, when a person asks for it; what comes by them is shown, never run: opened.ts, opened.spec.ts",
  },
  {
    id: "PRELOAD_JS_CHECK",
    file: /host\/electron\/(window|widget)\.js$/,
    why: "our one preload: named calls, no ipcRenderer, checked again in main; security.spec.ts",
  },
  {
    id: "CSP_GLOBAL_CHECK",
    file: /src-renderer\/index\.html$/,
    why: "styles may be inline, which the calendar's library needs; scripts may not: security.spec.ts",
  },
  {
    id: "AUXCLICK_JS_CHECK",
    file: /host\/electron\/(window|widget)\.js$/,
    why: "a middle click asks for a window like any other link, and none is ever opened: setWindowOpenHandler; security.spec.ts",
  },
];

/** Where a window is made: it asks for a look at each preload, so a file it does not name was not understood. */
const SEEN = ["host/electron/window.js", "host/electron/widget.js"];

/** @param csv its report: issue, severity, confidence, filename, location (line:column), sample, …; all but the first quoted
 *  @throws Error when it does not begin as its reports do */
export function findingsOf(csv: string): Finding[] {
  const [head = "", ...lines] = csv.split(/\r?\n/);
  if (!head.startsWith("issue, severity, confidence, filename, location,")) {
    throw new Error(`not a report of electronegativity: ${head}`);
  }
  return lines.flatMap((line) => {
    const cells = /^([A-Z][A-Z0-9_]+),"([^"]*)","[^"]*","([^"]*)","(\d+):/.exec(line);
    if (!cells) {
      // A sample of several lines goes on in lines of its own; nothing else may be passed over.
      if (/^[A-Z][A-Z0-9_]+_CHECK,/.test(line)) throw new Error(`not understood: ${line}`);
      return [];
    }
    const [, id = "", severity = "", file = "", at = ""] = cells;
    return [{ id, severity, file: file.replaceAll("\\", "/"), line: Number(at) }];
  });
}

/** Files with a window that it does not speak of. */
export function unseen(findings: readonly Finding[]): string[] {
  const spoken = findings.filter(({ id }) => id === "PRELOAD_JS_CHECK");
  return SEEN.filter((end) => !spoken.some(({ file }) => file.endsWith(end)));
}

/** Why this finding is no fault; undefined when nobody has said so. */
export function explain({ id, severity, file }: Finding): string | undefined {
  if (id === "CSP_GLOBAL_CHECK" && severity !== "LOW") return undefined;
  return EXPLAINED.find((known) => known.id === id && known.file.test(file))?.why;
}
