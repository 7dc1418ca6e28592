// A full page for a tab that may not, or cannot, reach the engine.
import { useTranslation } from "react-i18next";
import { Mark } from "../ui/mark.tsx";

/** Says why in one sentence; there is nothing to click because nothing here can help. */
export function NoBridge({ reason }: { reason: "link-used" | "unreachable" }) {
  const { t } = useTranslation();
  const used = reason === "link-used";
  return (
    <main className="center welcome">
      <div className="col welcome-in" role="alert">
        <Mark size={56} />
        <h1 className="t20 w6">{used ? t("link.usedTitle") : t("link.unreachableTitle")}</h1>
        <p className="t14 i3">{used ? t("link.used") : t("link.unreachable")}</p>
      </div>
    </main>
  );
}
