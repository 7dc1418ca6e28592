// One person of To, Cc or Bcc: dragged from field to field, or moved by its menu.
import { Menu, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { CopyItem } from "./copy-item.tsx";
import { FIELDS, keyOf, type Recipient, type RecipientField, writtenOf } from "./recipients.ts";

/** What a drag carries: whose composer, and whom. */
export const DRAG_TYPE = "application/x-cadran-recipient";

interface Props {
  readonly person: Recipient;
  readonly field: RecipientField;
  readonly composer: string;
  readonly onRemove: () => void;
  readonly onEdit: () => void;
  readonly onMove: (to: RecipientField) => void;
}

function initialsOf({ name, address }: Recipient): string {
  const words = (name ?? address.split("@")[0] ?? "").split(/[\s._-]+/u).filter((word) => /\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? "");
  return letters.join("").toLocaleUpperCase() || "?";
}

/** The chip. */
export function RecipientChip({ person, field, composer, onRemove, onEdit, onMove }: Props) {
  const { t } = useTranslation();
  const { name, address, wrong } = person;
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    onRemove();
  };
  return (
    <Menu position="bottom-start" shadow="md" width={240} withinPortal zIndex={420}>
      <Menu.Target>
        <UnstyledButton
          className={wrong ? "rcpt wrong" : "rcpt"}
          draggable
          title={wrong ? t("compose.wrongAddress") : address}
          onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, `${composer}\n${keyOf(person)}`)}
          onKeyDown={press}
        >
          {wrong ? (
            <IconAlertTriangle size={14} stroke={2} aria-hidden="true" />
          ) : (
            <span className="rcpt-mark" aria-hidden="true">
              {initialsOf(person)}
            </span>
          )}
          <span className="el">{name ?? address}</span>
          {wrong && <span className="hidden">{t("compose.wrongMark")}</span>}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{address}</Menu.Label>
        <Menu.Item onClick={onEdit}>{t("compose.editAddress")}</Menu.Item>
        {!wrong && <CopyItem text={writtenOf(person)} />}
        {FIELDS.filter((one) => one !== field).map((one) => (
          <Menu.Item key={one} onClick={() => onMove(one)}>
            {t("compose.moveTo", { field: t(`compose.${one}`) })}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item className="danger" onClick={onRemove}>
          {t("compose.removeRecipient")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
