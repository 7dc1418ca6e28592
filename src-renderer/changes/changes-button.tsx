// The way to what others changed: a button with a dot while there is news.
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { ChangeEntry } from "../../src-preload/contract/conflicts.ts";
import { useLive } from "../live.tsx";
import { STROKE } from "../ui/hue.ts";
import { ChangesDrawer } from "./changes-drawer.tsx";
import { useUnread } from "./use-unread.ts";

interface Props {
  readonly calendars: readonly Calendar[];
  readonly zone: string;
  readonly onOpen: (change: ChangeEntry) => void;
  /** Shows the history of the event. */
  readonly onHistory: (change: ChangeEntry) => void;
}

/** The button, and its drawer. */
export function ChangesButton({ calendars, zone, onOpen, onHistory }: Props) {
  const { t } = useTranslation();
  const { data, failure } = useLive("changes.list", { limit: 100 });
  const { unread, look } = useUnread(data?.changes ?? []);
  const [opened, setOpened] = useState(false);
  const label = unread > 0 ? t("changes.unread", { count: unread }) : t("changes.title");
  const close = () => {
    setOpened(false);
    look();
  };
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon
          className="ch-button"
          aria-label={label}
          onClick={() => {
            setOpened(true);
            look();
          }}
        >
          <IconHistory size={18} stroke={STROKE} />
          {unread > 0 && <span className="dot" aria-hidden="true" />}
        </ActionIcon>
      </Tooltip>
      {opened && (
        <ChangesDrawer
          changes={data?.changes}
          failure={failure}
          calendars={calendars}
          zone={zone}
          onClose={close}
          onOpen={(change) => {
            close();
            onOpen(change);
          }}
          onHistory={(change) => {
            close();
            onHistory(change);
          }}
        />
      )}
    </>
  );
}
