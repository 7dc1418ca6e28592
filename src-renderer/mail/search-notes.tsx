// What must be said of a search besides its results: how many, what was not understood, what could not be searched yet.
import { useTranslation } from "react-i18next";
import type { Lines } from "./use-lines.ts";

/** The notes; nothing outside of a search. */
export function SearchNotes({ lines: { found, lines, blanks } }: { lines: Lines }) {
  const { t } = useTranslation();
  if (!found) return null;
  const { total, ignored, unindexed } = found;
  return (
    <div className="ml-notes t12 i3" role="status">
      <span className="tn">
        {blanks > 0 && total === undefined
          ? t("mail.search.many", { count: lines.length })
          : t("mail.search.count", { count: total ?? lines.length })}
      </span>
      {ignored.length > 0 && <span>{t("mail.search.ignored", { words: ignored.join(", ") })}</span>}
      {unindexed > 0 && <span className="tn">{t("mail.search.unindexed", { count: unindexed })}</span>}
    </div>
  );
}
