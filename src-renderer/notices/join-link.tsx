// The way into an online meeting.
import { Button } from "@mantine/core";
import { IconVideo } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Reminder } from "../../src-preload/contract/notices.ts";
import { STROKE } from "../ui/hue.ts";
import { webAddress } from "../ui/web-address.ts";

/** @param reminder of an event that may have none */
export function JoinLink({ reminder }: { readonly reminder: Reminder }) {
  const { t } = useTranslation();
  const page = webAddress(reminder.conferenceUrl);
  if (!page) return null;
  return (
    <Button
      component="a"
      href={page}
      target="_blank"
      rel="noreferrer"
      size="compact-sm"
      variant="light"
      data-join
      leftSection={<IconVideo size={14} stroke={STROKE} aria-hidden="true" />}
      aria-label={t("upcoming.join", { title: reminder.title || t("event.untitled") })}
    >
      {t("upcoming.joinShort")}
    </Button>
  );
}
