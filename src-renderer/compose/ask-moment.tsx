// Asks for a day and a time, on the wall clock of the person's zone.
import { Button, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { toFailure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { onEscape } from "../ui/keys.ts";

interface Question {
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  /** `2026-11-18T10:15` */
  readonly initial: string;
  readonly action: string;
  /** @throws Failure, told under the field */
  readonly run: (wall: string) => Promise<unknown>;
}

function Form({ label, hint, initial, action, run, onDone }: Question & { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [wall, setWall] = useState(initial);
  const [failure, setFailure] = useState<string>();
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (wall === "") return;
    try {
      await run(wall);
      onDone();
    } catch (error) {
      setFailure(sayFailure(t, toFailure(error)));
    }
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        type="datetime-local"
        size="sm"
        label={label}
        description={hint}
        value={wall}
        data-autofocus
        aria-invalid={failure !== undefined}
        error={failure && <span role="alert">{failure}</span>}
        onChange={({ currentTarget }) => setWall(currentTarget.value)}
      />
      <div className="dialog-foot">
        <Button variant="subtle" color="gray" onClick={onDone}>
          {t("common.cancel")}
        </Button>
        <Button type="submit">{action}</Button>
      </div>
    </form>
  );
}

/** Opens the dialog. */
export function askMoment(question: Question): void {
  const id = modals.open({
    title: question.title,
    size: 400,
    closeOnEscape: false,
    onKeyDown: onEscape(() => modals.close(id)),
    children: <Form {...question} onDone={() => modals.close(id)} />,
  });
}
