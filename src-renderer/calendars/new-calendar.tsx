// A new calendar: its name, its colour, and where it lives: on this device or with an account on its server.
import { Button, Modal, Radio, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import { toFailure } from "../../src-preload/contract/failure.ts";
import { PALETTE } from "../../src-preload/contract/palette.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCommand } from "../live.tsx";
import { toast } from "../ui/toast.tsx";
import { PaletteChoice } from "./palette-choice.tsx";

interface Props {
  readonly accounts: readonly Account[];
  /** Where it is asked to live at first. */
  readonly accountId: Account["id"] | undefined;
  readonly onClose: () => void;
}

/** Accounts whose server can be asked for a new calendar. */
const canHold = ({ kind, state }: Account) => kind !== "webcal" && kind !== "demo" && state === "ready";

function useNewCalendar({ accountId, onClose }: Props) {
  const { t } = useTranslation();
  const create = useCommand("calendars.create");
  const [name, setName] = useState("");
  const [color, setColor] = useState<string>(PALETTE[0]);
  const [where, setWhere] = useState(accountId);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!name.trim() || busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await create({ name: name.trim(), color, ...(where !== undefined && { accountId: where }) });
      toast({ text: t("calendars.created", { name: name.trim() }) });
      onClose();
    } catch (error) {
      setFailure(sayFailure(t, toFailure(error)));
      setBusy(false);
    }
  }
  return { name, setName, color, setColor, where, setWhere, busy, failure, submit };
}

/** The dialog. */
export function NewCalendar(props: Props) {
  const { t } = useTranslation();
  const { accounts, onClose } = props;
  const form = useNewCalendar(props);
  const servers = accounts.filter(canHold);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("calendars.newTitle")}
      size={420}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form onSubmit={form.submit} className="col g16">
        <TextInput
          size="sm"
          label={t("common.name")}
          data-autofocus
          autoComplete="off"
          maxLength={200}
          value={form.name}
          onChange={({ currentTarget }) => form.setName(currentTarget.value)}
        />
        <PaletteChoice label={t("calendars.color")} value={form.color} onChange={form.setColor} />
        {servers.length > 0 && (
          <Radio.Group
            label={t("calendars.where")}
            value={form.where ?? ""}
            onChange={(value) => form.setWhere(servers.find(({ id }) => id === value)?.id)}
          >
            <div className="col g8">
              <Radio size="xs" value="" label={t("calendars.device")} description={t("calendars.newHint")} />
              {servers.map(({ id, label, address }) => (
                <Radio key={id} size="xs" value={id} label={label} description={address} />
              ))}
            </div>
          </Radio.Group>
        )}
        {form.failure && (
          <p className="t13 err" role="alert">
            {form.failure}
          </p>
        )}
        <div className="dialog-foot flat">
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" aria-busy={form.busy} disabled={!form.name.trim()}>
            {form.busy ? t("calendars.creating") : t("common.create")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
