// Adding an account: the form on the left, what Cadran finds on the right.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../src-preload/contract/contract.ts";
import { type Failure, toFailure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCommand } from "../live.tsx";
import { AccountFields } from "./account-fields.tsx";
import { type AccountForm, emptyForm, type FieldProblems, fieldOf, missingIn, newAccountOf } from "./account-form.ts";
import { Discoveries } from "./discoveries.tsx";

interface Props {
  readonly hasKeychain: boolean;
  readonly onDone: () => void;
}

/** The page that adds an account. */
export function AddAccount({ hasKeychain, onDone }: Props) {
  const { t } = useTranslation();
  const addAccount = useCommand("accounts.add");
  const [form, setForm] = useState(emptyForm);
  const [problems, setProblems] = useState<FieldProblems>({});
  const [busy, setBusy] = useState(false);
  const [added, setAdded] = useState<Output<"accounts.add">>();
  const [failure, setFailure] = useState<Failure>();
  async function connect() {
    const missing = Object.entries(missingIn(form)).map(([field, key]) => [field, t(key)]);
    setProblems(Object.fromEntries(missing) as FieldProblems);
    setFailure(undefined);
    if (missing.length > 0 || busy) return;
    setBusy(true);
    try {
      setAdded(await addAccount(newAccountOf(form)));
    } catch (error) {
      const known = toFailure(error);
      setFailure(known);
      setProblems({ [fieldOf(known.reason)]: sayFailure(t, known) });
    }
    setBusy(false);
  }
  const change = (next: AccountForm) => {
    setForm(next);
    setProblems({});
  };
  return (
    <main className="onboarding" data-pane="content" tabIndex={-1}>
      <section className="card onboarding-form" aria-label={t("add.title")}>
        <AccountFields
          form={form}
          problems={problems}
          busy={busy}
          added={added !== undefined}
          hasKeychain={hasKeychain}
          onChange={change}
          onConnect={connect}
          onDone={onDone}
        />
      </section>
      <Discoveries busy={busy} added={added} failure={failure} />
    </main>
  );
}
