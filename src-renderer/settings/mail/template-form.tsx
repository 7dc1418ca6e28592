// A text to start messages from, with places that are filled when it is used.
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { toFailure } from "../../../src-preload/contract/failure.ts";
import type { Template } from "../../../src-preload/contract/mail-send.ts";
import { sayFailure } from "../../i18n/say-failure.ts";
import { useCommand } from "../../live.tsx";
import { RichField } from "../../ui/rich-text/rich-field.tsx";

interface Props {
  readonly template?: Template;
  readonly onDone: () => void;
}

/** The form. */
export function TemplateForm({ template, onDone }: Props) {
  const { t } = useTranslation();
  const save = useCommand("mail.saveTemplate");
  const [form, setForm] = useState({ name: "", subject: "", html: "", ...template });
  const [problem, setProblem] = useState<string>();
  const set = (change: Partial<typeof form>) => setForm((now) => ({ ...now, ...change }));
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (form.name.trim() === "") {
      setProblem(t("mailSet.needName"));
      return;
    }
    try {
      await save({ ...form, name: form.name.trim() });
      onDone();
    } catch (error) {
      setProblem(sayFailure(t, toFailure(error)));
    }
  }
  return (
    <form className="set-form col g12" aria-label={t("mailSet.template")} onSubmit={submit} noValidate>
      <TextInput
        label={t("common.name")}
        maxLength={120}
        // The button that began it has gone.
        autoFocus
        value={form.name}
        error={problem && <span role="alert">{problem}</span>}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <TextInput
        label={t("compose.subject")}
        value={form.subject}
        onChange={({ currentTarget }) => set({ subject: currentTarget.value })}
      />
      <RichField label={t("compose.text")} html={form.html} onChange={(html) => set({ html })} />
      <p className="t12 i3">{t("compose.placesHint", { open: "{{", close: "}}" })}</p>
      <div className="row g8">
        <Button type="submit">{t("common.save")}</Button>
        <Button variant="subtle" color="gray" onClick={onDone}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
