// A menu item that copies a text, and says so.
import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { toast } from "../ui/toast.tsx";

/** The item. */
export function CopyItem({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => toast({ text: t("copy.done") }),
      () => toast({ text: t("copy.failed"), tone: "failed" }),
    );
  return <Menu.Item onClick={() => void copy()}>{t("compose.copyAddress")}</Menu.Item>;
}
