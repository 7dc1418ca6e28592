// What an event says besides when and where: the way into an online meeting, its link, who may see it, its categories.
import { Anchor, Button } from "@mantine/core";
import { IconLink, IconLock, IconTag, IconVideo } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { EventDetail } from "../../src-preload/contract/events.ts";
import { STROKE } from "../ui/hue.ts";
import { webAddress } from "../ui/web-address.ts";

/** The button into an online meeting, or nothing. */
export function JoinButton({ detail }: { detail: EventDetail }) {
  const { t } = useTranslation();
  const page = webAddress(detail.conferenceUrl);
  if (page === undefined) return null;
  return (
    <Button
      component="a"
      href={page}
      target="_blank"
      rel="noreferrer"
      variant="light"
      className="peek-join"
      leftSection={<IconVideo size={16} stroke={STROKE} aria-hidden="true" />}
    >
      {t("event.join")}
    </Button>
  );
}

/** The event's own link, unless it is the meeting's. */
export function linkOf({ url, conferenceUrl }: EventDetail): string | undefined {
  return url === conferenceUrl ? undefined : webAddress(url);
}

/** That link, or nothing. */
export function LinkFact({ detail }: { detail: EventDetail }) {
  const { t } = useTranslation();
  const page = linkOf(detail);
  if (page === undefined) return null;
  const { host, pathname } = new URL(page);
  return (
    <div className="row g8 top">
      <IconLink size={16} stroke={STROKE} className="ic" role="img" aria-label={t("event.link")} />
      <Anchor href={page} target="_blank" rel="noreferrer" className="t13 br path-start">
        {host + pathname.replace(/\/$/, "")}
      </Anchor>
    </div>
  );
}

/** Privacy, availability and categories, where they differ from the usual. */
export function Marks({ detail: { privacy, transparency, categories } }: { detail: EventDetail }) {
  const { t } = useTranslation();
  if (privacy === "public" && transparency === "opaque" && categories.length === 0) return null;
  return (
    <ul className="row g4 wrap chips peek-marks" aria-label={t("peek.marks")}>
      {privacy !== "public" && (
        <li className="chip out">
          <IconLock size={12} stroke={2} aria-hidden="true" />
          {t(`event.${privacy}`)}
        </li>
      )}
      {transparency === "transparent" && <li className="chip">{t("event.free")}</li>}
      {categories.map((category) => (
        <li key={category} className="chip">
          <IconTag size={12} stroke={2} className="ic" aria-hidden="true" />
          <span className="el">{category}</span>
        </li>
      ))}
    </ul>
  );
}
