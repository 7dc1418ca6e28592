// The words of somebody else under an answer: folded, shown on demand where nothing of them runs or loads, taken out on request.
import { Button, UnstyledButton, useComputedColorScheme } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { cleanHtml } from "../ui/rich-text/clean.ts";

interface Props {
  readonly html: string;
  readonly onRemove: () => void;
  /** Puts them into the text, to be answered line by line. */
  readonly onEdit: () => void;
}

/** A page of its own: no script, no picture from elsewhere, no navigation. */
function pageOf(html: string, isDark: boolean): string {
  const ink = isDark ? "#b6bcc8" : "#3c4350";
  const line = isDark ? "#3a414d" : "#cdd2db";
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><meta name="color-scheme" content="${isDark ? "dark" : "light"}"><style>body{margin:8px 0;font:13px/20px "Inter Variable",system-ui,sans-serif;color:${ink};background:transparent;overflow-wrap:anywhere}blockquote{margin:0 0 0 2px;padding:0 0 0 12px;border-left:2px solid ${line}}a{color:inherit}img:not([src]){display:none}</style>${cleanHtml(html, true)}`;
}

/** The fold. */
export function QuotedFold({ html, onRemove, onEdit }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const isDark = useComputedColorScheme() === "dark";
  const id = useId();
  const page = useMemo(() => (open ? pageOf(html, isDark) : ""), [open, html, isDark]);
  return (
    <div className="quoted">
      <UnstyledButton
        className="quoted-dots"
        aria-expanded={open}
        aria-controls={id}
        aria-label={t(open ? "compose.hideQuoted" : "compose.showQuoted")}
        title={t(open ? "compose.hideQuoted" : "compose.showQuoted")}
        onClick={() => setOpen(!open)}
      >
        <IconDots size={16} stroke={STROKE} aria-hidden="true" />
      </UnstyledButton>
      {open && (
        <div id={id} className="col g8">
          <iframe className="quoted-frame" title={t("compose.quoted")} sandbox="" srcDoc={page} />
          <div className="row g8">
            <Button size="compact-sm" variant="default" onClick={onEdit}>
              {t("compose.editQuoted")}
            </Button>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={onRemove}>
              {t("compose.removeQuoted")}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
