// Whom a change of a series is for, with the sentence that says what stays.
import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Scope } from "../../../src-preload/contract/shapes.ts";
import type { EditorModel } from "./model.ts";

const SCOPES = ["this", "following", "all"] as const;

/** The choice. */
export function ScopeChoice({ scope, limit, setScope }: Pick<EditorModel, "scope" | "limit" | "setScope">) {
  const { t } = useTranslation();
  return (
    <div className="ed-scope">
      <span className="over" id="editor-scope">
        {t("scope.question")}
      </span>
      <SegmentedControl
        fullWidth
        aria-labelledby="editor-scope"
        disabled={limit === "calendar"}
        value={scope}
        onChange={(value) => setScope(value as Scope)}
        data={SCOPES.map((value) => ({
          value,
          label: t(`scope.${value}`),
          disabled: value === "this" && limit === "rule",
        }))}
      />
      <span className="t12 i3" aria-live="polite">
        {limit && `${t(limit === "calendar" ? "scope.calendarNote" : "scope.ruleNote")} `}
        {t(`scope.stays.${scope}`)}
      </span>
    </div>
  );
}
