// What few messages need: plain text, importance, receipts, templates.
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { TemplateItems } from "./templates-menu.tsx";
import type { ComposerModel } from "./use-composer.ts";

interface Props {
  readonly composer: ComposerModel;
  readonly zone: string;
}

function Check({
  on,
  onClick,
  children,
}: {
  readonly on: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Menu.CheckboxItem checked={on} closeMenuOnClick onChange={onClick}>
      {children}
    </Menu.CheckboxItem>
  );
}

/** The menu. */
export function MoreMenu({ composer, zone }: Props) {
  const { t } = useTranslation();
  const { form, set, switchMode } = composer;
  const [isOpen, setOpen] = useState(false);
  return (
    <Menu opened={isOpen} onChange={setOpen} position="top-end" shadow="md" width={280} withinPortal zIndex={420}>
      <Menu.Target>
        <Tooltip label={t("compose.more")} disabled={isOpen}>
          <ActionIcon aria-label={t("compose.more")}>
            <IconDots size={18} stroke={STROKE} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <TemplateItems composer={composer} zone={zone} />
        <Menu.Divider />
        <Check on={form.mode === "text"} onClick={switchMode}>
          {t("compose.plain")}
        </Check>
        <Check
          on={form.importance === "high"}
          onClick={() => set({ importance: form.importance === "high" ? "normal" : "high" })}
        >
          {t("compose.important")}
        </Check>
        <Check on={form.readReceipt} onClick={() => set({ readReceipt: !form.readReceipt })}>
          {t("compose.readReceipt")}
        </Check>
        <Check on={form.deliveryReceipt} onClick={() => set({ deliveryReceipt: !form.deliveryReceipt })}>
          {t("compose.deliveryReceipt")}
        </Check>
      </Menu.Dropdown>
    </Menu>
  );
}
