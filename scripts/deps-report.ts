// What `npm audit` says of what is shipped, against what was accepted with a reason. Pure: scripts/audit-deps.mjs asks and prints.

/** An advisory that does not reach us, and why. */
export interface Accepted {
  /** As the advisory database names it: GHSA-… */
  readonly id: string;
  readonly package: string;
  /** Why it does not reach the program. */
  readonly reason: string;
}

export interface Advisory {
  readonly id: string;
  readonly package: string;
  readonly severity: string;
  readonly title: string;
}

/** What an audit brought: its advisories, or why there was none. */
export type Audit = { readonly advisories: readonly Advisory[] } | { readonly skipped: string };

/** Reads the JSON of `npm audit --json` (audit report version 2). Anything else means that nobody answered. */
export function readAudit(text: string): Audit {
  const report = parsed(text);
  const found = report?.vulnerabilities;
  if (report === undefined || typeof found !== "object" || found === null) {
    const { message, error } = report ?? {};
    const said = typeof message === "string" ? message : (error as { summary?: unknown } | undefined)?.summary;
    return {
      skipped: `the registry answers no audits${typeof said === "string" && said !== "" ? ` (${firstLine(said)})` : ""}`,
    };
  }
  const all = Object.values(found as Record<string, { readonly via?: unknown }>).flatMap(({ via }) =>
    (Array.isArray(via) ? via : []).flatMap(advisoryOf),
  );
  // One advisory is told at every package that leads to it.
  return { advisories: [...new Map(all.map((one) => [`${one.id} ${one.package}`, one])).values()] };
}

function advisoryOf(via: unknown): readonly Advisory[] {
  if (typeof via !== "object" || via === null) return [];
  const { url, name, severity, title } = via as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return [
    {
      id: /GHSA-[\w-]+/.exec(text(url))?.[0] ?? text(url),
      package: text(name),
      severity: text(severity),
      title: text(title),
    },
  ];
}

/** Advisories of shipped packages that nobody accepted, those that somebody did, and acceptances of what is no longer told. */
export function judged(
  advisories: readonly Advisory[],
  shipped: ReadonlySet<string>,
  accepted: readonly Accepted[],
): { readonly open: readonly Advisory[]; readonly accepted: readonly Advisory[]; readonly idle: readonly Accepted[] } {
  const isSame = (one: Advisory, other: Accepted) => one.id === other.id && one.package === other.package;
  const ours = advisories.filter((one) => shipped.has(one.package));
  const isAccepted = (one: Advisory) => accepted.some((other) => isSame(one, other));
  return {
    open: ours.filter((one) => !isAccepted(one)),
    accepted: ours.filter(isAccepted),
    idle: accepted.filter((other) => !ours.some((one) => isSame(one, other))),
  };
}

const firstLine = (text: string) => text.split("\n", 1)[0]?.slice(0, 160) ?? "";

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
