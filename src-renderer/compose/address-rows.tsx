// Everything over the text: from, to, copies, subject.
import { UnstyledButton } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Identity } from "../../src-preload/contract/mail-send.ts";
import { FromRow } from "./from-row.tsx";
import { RecipientRow } from "./recipient-row.tsx";
import { moved, type Recipient, type RecipientField } from "./recipients.ts";
import type { ComposerModel } from "./use-composer.ts";

interface Props {
  readonly composer: ComposerModel;
  readonly identities: readonly Identity[];
  readonly accounts: readonly Account[];
  readonly error: string | undefined;
  readonly autoFocus: boolean;
  /** Something about the recipients changed. */
  readonly onTouch: () => void;
}

/** The rows. */
export function AddressRows({ composer, identities, accounts, error, autoFocus, onTouch }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { form, set, write, identity, sendAs } = composer;
  /** Opened by hand; those with somebody in them are open anyway. */
  const [opened, setOpened] = useState<readonly RecipientField[]>([]);
  const isOpen = (field: RecipientField) => form[field].length > 0 || opened.includes(field);
  const closed = (["cc", "bcc"] as const).filter((field) => !isOpen(field));
  const row = (field: RecipientField) => ({
    ...{ field, composer: id },
    people: form[field],
    onChange(people: readonly Recipient[]) {
      onTouch();
      set({ [field]: people });
    },
    onMove: (key: string, to: RecipientField) => write((now) => ({ ...now, ...moved(now, key, to) })),
  });
  const copyButton = closed.length > 0 && (
    <UnstyledButton className="t12 i3 mf-copies" onClick={() => setOpened(["cc", "bcc"])}>
      {closed.length > 1 ? t("compose.copies") : t(`compose.${closed[0] ?? "bcc"}`)}
    </UnstyledButton>
  );
  // What was just opened is typed into.
  const isNext = (field: RecipientField) => opened.includes(field) && form[field].length === 0;
  return (
    <>
      {identity && <FromRow {...{ identity, identities, accounts }} onChange={sendAs} />}
      <RecipientRow {...row("to")} error={error} autoFocus={autoFocus}>
        {copyButton}
      </RecipientRow>
      {isOpen("cc") && <RecipientRow {...row("cc")} opensFocused={isNext("cc")} />}
      {isOpen("bcc") && <RecipientRow {...row("bcc")} opensFocused={isNext("bcc") && !isNext("cc")} />}
      <div className="mf">
        <label className="mf-name" htmlFor={`${id}-subject`}>
          {t("compose.subject")}
        </label>
        <input
          id={`${id}-subject`}
          className="mf-input"
          maxLength={2000}
          value={form.subject}
          onChange={({ currentTarget }) => set({ subject: currentTarget.value })}
        />
      </div>
    </>
  );
}
