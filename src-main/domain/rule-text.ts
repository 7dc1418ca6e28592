// The RRULE value as its parts (RFC 5545 §3.3.10): read leniently (R63), written in the order the RFC asks for.

/** Part name to value, both upper case; empty and nameless parts are gone. */
export type RuleParts = Map<string, string>;

/** Reads a rule; a trailing `;` (Google) and lower case are fine, the first of a repeated part counts. */
export function parseRule(value: string): RuleParts {
  const parts: RuleParts = new Map();
  for (const part of value.toUpperCase().split(";")) {
    const equals = part.indexOf("=");
    const name = part.slice(0, Math.max(equals, 0)).trim();
    const content = part.slice(equals + 1).replace(/\s/g, "");
    if (name !== "" && content !== "" && !parts.has(name)) parts.set(name, content);
  }
  return parts;
}

/** Writes a rule, FREQ first. */
export function ruleText(parts: RuleParts): string {
  const rest = [...parts].filter(([name]) => name !== "FREQ");
  return [["FREQ", parts.get("FREQ") ?? ""], ...rest].map(([name, value]) => `${name}=${value}`).join(";");
}
