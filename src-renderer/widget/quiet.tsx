// What the popover says where there is nothing to list.
import { Button } from "@mantine/core";
import { IconCalendarOff, IconEyeOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Mark } from "../ui/mark.tsx";

interface Props {
  /** `start`: no calendar yet; `hidden`: none is shown; `free`: nothing is planned. */
  readonly kind: "start" | "hidden" | "free";
  readonly onMain: () => void;
}

/** One sentence and one way on. */
export function Quiet({ kind, onMain }: Props) {
  const { t } = useTranslation();
  const Icon = kind === "hidden" ? IconEyeOff : IconCalendarOff;
  return (
    <div className="empty sp wg-quiet">
      {kind === "start" ? <Mark size={40} /> : <Icon size={28} stroke={1.4} className="ic" aria-hidden="true" />}
      <h2 className="t14 w6">{t(`widget.${kind}`)}</h2>
      <p className="t12 i3">{t(`widget.${kind}Text`)}</p>
      {kind !== "free" && (
        <Button mt="sm" variant={kind === "start" ? "filled" : "default"} onClick={onMain}>
          {t("widget.open")}
        </Button>
      )}
    </div>
  );
}
