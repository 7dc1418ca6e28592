// Where a link leads, at the foot of the window as browsers have it.
import { IconAlertTriangle, IconLockOpen } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import type { LinkTarget } from "./link-target.ts";

/** The line; nothing where no link is pointed at. */
export function LinkLine({ link }: { link: LinkTarget | undefined }) {
  const { t } = useTranslation();
  if (!link) return null;
  const { pretends, host, href, isPlain } = link;
  const path = href.slice(href.indexOf(host) + host.length);
  return (
    <div className={pretends ? "link-line pretends" : "link-line"} role="status">
      {pretends && <IconAlertTriangle size={14} stroke={STROKE} aria-hidden="true" />}
      {isPlain && !pretends && <IconLockOpen size={14} stroke={STROKE} aria-hidden="true" />}
      <b className="w6">{host}</b>
      <span className="el">{pretends ? t("reader.link.showsAnother", { shown: pretends }) : path}</span>
    </div>
  );
}
