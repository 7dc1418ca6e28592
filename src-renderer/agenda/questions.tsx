// What the agenda asks before a gesture: which instances, and whether people may be mailed. Esc gives up.
import { IconAlertTriangle } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { Scope } from "../../src-preload/contract/shapes.ts";
import { choose } from "../ui/choose.tsx";
import { STROKE } from "../ui/hue.ts";

const SCOPES = ["this", "following", "all"] as const;

/** Asks which instances of a series a change is for.
 *  @returns the scope, or undefined when the change is given up */
export function askScope(t: TFunction, title: string, scopes: readonly Scope[] = SCOPES): Promise<Scope | undefined> {
  return choose<Scope>({
    title,
    text: t("scope.question"),
    cancel: t("common.cancel"),
    choices: scopes.map((value) => ({ value, label: t(`scope.${value}`), ...(value === "this" && { tone: "main" }) })),
  });
}

/** Asks once before a gesture that mails people or loses exceptions.
 *  @returns false when it is given up */
export async function askConsequences(
  t: TFunction,
  title: string,
  lines: readonly string[],
  action: string,
): Promise<boolean> {
  const text = (
    <ul className="plain col g6">
      {lines.map((line) => (
        <li key={line} className="row g8 top">
          <IconAlertTriangle size={16} stroke={STROKE} className="ic" aria-hidden="true" />
          {line}
        </li>
      ))}
    </ul>
  );
  const choices = [{ value: "go", label: action, tone: "main" }] as const;
  return (await choose({ title, text, choices, cancel: t("common.cancel") })) === "go";
}
