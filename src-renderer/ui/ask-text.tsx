// Asks for one line of text in a small dialog; the command runs inside it, so that a failure shows where it happened.
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { toFailure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { onEscape } from "./keys.ts";

interface Question {
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  readonly initial?: string;
  readonly secret?: boolean;
  readonly action: string;
  readonly busy?: string;
  /** @throws Failure, told under the field */
  readonly run: (text: string) => Promise<unknown>;
}

function Form({
  label,
  hint,
  initial = "",
  secret,
  action,
  busy: busyText,
  run,
  onDone,
}: Question & { onDone: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const Field = secret ? PasswordInput : TextInput;
  async function submit(event: FormEvent) {
    event.preventDefault();
    const value = secret ? text : text.trim();
    if (!value || busy) return;
    setBusy(true);
    try {
      await run(value);
      onDone();
    } catch (error) {
      setFailure(sayFailure(t, toFailure(error)));
      setBusy(false);
    }
  }
  return (
    <form onSubmit={submit}>
      <Field
        size="sm"
        label={label}
        description={hint}
        value={text}
        data-autofocus
        autoComplete={secret ? "current-password" : "off"}
        aria-invalid={failure !== undefined}
        error={failure && <span role="alert">{failure}</span>}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div className="dialog-foot">
        <Button variant="subtle" color="gray" onClick={onDone}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" aria-busy={busy}>
          {busy ? (busyText ?? action) : action}
        </Button>
      </div>
    </form>
  );
}

/** Opens the dialog. */
export function askText(question: Question): void {
  const id = modals.open({
    title: question.title,
    size: 400,
    closeOnEscape: false,
    onKeyDown: onEscape(() => modals.close(id)),
    children: <Form {...question} onDone={() => modals.close(id)} />,
  });
}
