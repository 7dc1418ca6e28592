// A button that copies a text and says so where it stands.
import { Button, type ButtonProps } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "./hue.ts";
import { toast } from "./toast.tsx";

/** How long the confirmation stands in the button's place. */
const SAID_MS = 2500;

interface Props extends Pick<ButtonProps, "variant" | "size" | "h" | "className"> {
  readonly text: string;
  readonly label: string;
}

/** Copies `text`; where the clipboard is refused, says how to do it by hand. */
export function CopyButton({ text, label, ...look }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast({ text: t("copy.failed"), tone: "failed" });
    }
  }
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <>
      <Button
        variant="default"
        {...look}
        leftSection={<Icon size={16} stroke={STROKE} className={copied ? "ok" : "ic-in"} aria-hidden="true" />}
        onClick={copy}
      >
        <span className="same-place">
          <span className={copied ? "unseen" : undefined}>{label}</span>
          {copied && <span aria-hidden="true">{t("copy.done")}</span>}
        </span>
      </Button>
      <span className="hidden" role="status">
        {copied && t("copy.done")}
      </span>
    </>
  );
}
