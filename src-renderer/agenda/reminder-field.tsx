// Reminders: each with its cross, the common ones behind a plus.
import { ActionIcon, Menu } from "@mantine/core";
import { IconBell, IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { sayReminder } from "../time/say-reminder.ts";
import { type Draft, withReminder } from "./draft.ts";
import { Row } from "./editor-fields.tsx";

/** Minutes before the start that people choose; all-day events are reminded in days. */
const TIMED = [0, 5, 10, 15, 30, 60, 120, 1440, 2880, 10_080] as const;
const ALL_DAY = [0, 1440, 2880, 10_080] as const;
/** contract/events.ts takes no more. */
const MAX = 20;

/** The row. */
export function ReminderField({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const { t } = useTranslation();
  const offered = (draft.allDay ? ALL_DAY : TIMED).filter((minutes) => !draft.reminders.includes(minutes));
  return (
    <Row icon={IconBell}>
      <div className="row g6 wrap">
        {draft.reminders.length > 0 && (
          <ul className="row g6 chips wrap" aria-label={t("editor.reminders")}>
            {draft.reminders.map((minutes) => (
              <li key={minutes} className="chip tn">
                {sayReminder(minutes, t)}
                <button
                  type="button"
                  className="chip-x"
                  aria-label={t("editor.removeReminder", { reminder: sayReminder(minutes, t) })}
                  onClick={() => onChange({ ...draft, reminders: draft.reminders.filter((one) => one !== minutes) })}
                >
                  <IconX size={12} stroke={2} aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
        )}
        {draft.reminders.length === 0 && <span className="t13 i3">{t("editor.noReminder")}</span>}
        <Menu position="bottom-start" shadow="md" withinPortal zIndex={400}>
          <Menu.Target>
            <ActionIcon size={24} aria-label={t("editor.addReminder")} disabled={draft.reminders.length >= MAX}>
              <IconPlus size={15} stroke={1.8} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map((minutes) => (
              <Menu.Item key={minutes} onClick={() => onChange(withReminder(draft, minutes))}>
                {sayReminder(minutes, t)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </Row>
  );
}
