// What axe-core holds against the page, contrast included.
import axe from "axe-core";

const SERIOUS = new Set(["serious", "critical"]);

/** Serious findings, one line each, once opening transitions are over. */
export async function violations(): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 350));
  const { violations: found } = await axe.run(document, { rules: { region: { enabled: false } } });
  return found
    .filter(({ impact }) => SERIOUS.has(impact ?? ""))
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`));
}
