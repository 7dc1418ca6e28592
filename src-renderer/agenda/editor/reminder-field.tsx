// Reminders: each with its cross, the common ones behind a plus, any other delay typed.
import { ActionIcon, Button, Menu, NumberInput, Select } from "@mantine/core";
import { IconBell, IconPlus, IconX } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { sayReminder } from "../../time/say-reminder.ts";
import { type Draft, withReminder } from "../draft.ts";
import { Row } from "./row.tsx";

/** Minutes before the start that people choose; all-day events are reminded in days. */
const TIMED = [0, 5, 10, 15, 30, 60, 120, 1440, 2880, 10_080] as const;
const ALL_DAY = [0, 1440, 2880, 10_080] as const;
/** contract/events.ts takes no more. */
const MAX = 20;
const MAX_MINUTES = 525_600;
const UNITS = { minutes: 1, hours: 60, days: 1440, weeks: 10_080 } as const;
type Unit = keyof typeof UNITS;

interface Props {
  readonly draft: Draft;
  /** The server keeps one, no more. */
  readonly onlyOne: boolean;
  /** Why the server does not take them; said at the field. */
  readonly error: string | undefined;
  readonly onChange: (draft: Draft) => void;
}

function Chips({ draft, onChange }: Pick<Props, "draft" | "onChange">) {
  const { t } = useTranslation();
  return (
    <ul className="row g6 chips wrap" aria-label={t("editor.reminders")}>
      {draft.reminders.map((minutes) => (
        <li key={minutes} className="chip tn big">
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
  );
}

/** Any delay at all. */
function Own({ onAdd }: { readonly onAdd: (minutes: number) => void }) {
  const { t } = useTranslation();
  const [size, setSize] = useState<number | string>(45);
  const [unit, setUnit] = useState<Unit>("minutes");
  const [side, setSide] = useState<"before" | "after">("before");
  const minutes = Number(size) * UNITS[unit] * (side === "after" ? -1 : 1);
  const isUsable = size !== "" && Number.isInteger(minutes) && Math.abs(minutes) <= MAX_MINUTES;
  return (
    <div className="row g6 wrap">
      <NumberInput
        size="xs"
        className="number-field"
        aria-label={t("editor.reminderSize")}
        data-autofocus
        min={0}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        value={size}
        onChange={setSize}
      />
      <Select
        w={104}
        aria-label={t("editor.reminderUnit")}
        comboboxProps={{ zIndex: 400 }}
        value={unit}
        data={(Object.keys(UNITS) as Unit[]).map((value) => ({
          value,
          label: t(`editor.unit.${value}`, { count: Number(size) || 0 }),
        }))}
        onChange={(value) => value && setUnit(value as Unit)}
      />
      <Select
        w={84}
        aria-label={t("editor.reminderSide")}
        comboboxProps={{ zIndex: 400 }}
        value={side}
        data={(["before", "after"] as const).map((value) => ({ value, label: t(`editor.${value}`) }))}
        onChange={(value) => value && setSide(value as "before" | "after")}
      />
      <Button variant="default" disabled={!isUsable} onClick={() => onAdd(minutes === 0 ? 0 : minutes)}>
        {t("editor.add")}
      </Button>
    </div>
  );
}

/** The row. */
export function ReminderField(props: Props) {
  const { draft, onlyOne, error, onChange } = props;
  const { t } = useTranslation();
  const errorId = useId();
  const [isOwn, setOwn] = useState(false);
  const offered = (draft.allDay ? ALL_DAY : TIMED).filter((minutes) => !draft.reminders.includes(minutes));
  return (
    <Row icon={IconBell} top={isOwn || error !== undefined}>
      <div className="row g6 wrap">
        {draft.reminders.length > 0 ? <Chips {...props} /> : <span className="t13 i3">{t("editor.noReminder")}</span>}
        <Menu position="bottom-start" shadow="md" withinPortal zIndex={400}>
          <Menu.Target>
            <ActionIcon
              size={26}
              aria-label={t("editor.addReminder")}
              {...(error && { "aria-describedby": errorId })}
              data-field="reminders"
              disabled={draft.reminders.length >= (onlyOne ? 1 : MAX)}
            >
              <IconPlus size={16} stroke={1.8} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map((minutes) => (
              <Menu.Item key={minutes} onClick={() => onChange(withReminder(draft, minutes))}>
                {sayReminder(minutes, t)}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item onClick={() => setOwn(true)}>{t("editor.ownReminder")}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {isOwn && (
        <div className="mt4">
          <Own
            onAdd={(minutes) => {
              onChange(withReminder(draft, minutes));
              setOwn(false);
            }}
          />
        </div>
      )}
      {error && (
        <p className="t12 err mt4" role="alert" id={errorId}>
          {error}
        </p>
      )}
    </Row>
  );
}
