// Loading as look.md §7 wants it: nothing for 150 ms, then the final shape in grey.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

/** True once `ms` have passed since the component appeared. */
function useDelay(ms: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return passed;
}

const LINES = ["62%", "48%", "70%", "40%", "56%", "66%"];

/** Grey lines while an answer is on its way. */
export function Skeleton() {
  const { t } = useTranslation();
  if (!useDelay(150)) return null;
  return (
    <div className="skeleton" role="status" aria-busy="true" aria-label={t("shell.loading")}>
      {LINES.map((width) => (
        <span key={width} style={{ width }} />
      ))}
    </div>
  );
}
