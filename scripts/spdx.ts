// Licences by their SPDX expressions (spdx.org/licenses, annex D), and which of them a program like this may ship. Pure.

/** Permissive, or weak copyleft that reaches no further than its own files; none asks for more than notices and texts. */
const ALLOWED: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "OFL-1.1",
  "Python-2.0",
  "Unlicense",
  "WTFPL",
  "Zlib",
]);

/** May a package under this expression be shipped? Of several to choose from one is enough; what is no expression may not. */
export function isAllowed(expression: string): boolean {
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const one = (): boolean => {
    if (tokens[at] !== "(") return ALLOWED.has(tokens[at++] ?? "");
    at++;
    const inner = any();
    // The closing parenthesis.
    return tokens[at++] === ")" && inner;
  };
  const all = (): boolean => {
    let holds = one();
    while (tokens[at] === "AND" && ++at) holds = one() && holds;
    return holds;
  };
  const any = (): boolean => {
    let holds = all();
    while (tokens[at] === "OR" && ++at) holds = all() || holds;
    return holds;
  };
  const holds = any();
  return holds && at === tokens.length;
}
