// Templates: put one in, or keep this message as one.
import { Menu } from "@mantine/core";
import { IconBookmarkPlus, IconTemplate } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Template } from "../../src-preload/contract/mail-send.ts";
import { useCall, useCommand, useLive } from "../live.tsx";
import { useTold } from "../told.ts";
import { askText } from "../ui/ask-text.tsx";
import { STROKE } from "../ui/hue.ts";
import { cleanHtml } from "../ui/rich-text/clean.ts";
import { sentHtml, shownHtml } from "../ui/rich-text/pictures.ts";
import { htmlOfPlain, plainOf } from "../ui/rich-text/plain.ts";
import { toast } from "../ui/toast.tsx";
import type { ComposerModel } from "./use-composer.ts";

function useTemplates({ latest, editor, set, identity }: ComposerModel, zone: string) {
  const { t, i18n } = useTranslation();
  const { data } = useLive("mail.templates", {});
  const save = useCommand("mail.saveTemplate");
  const call = useCall();
  const told = useTold();
  async function insert({ id }: Template) {
    const { to } = latest.current;
    const filled = await call("mail.fillTemplate", {
      ...{ id, zone, locale: i18n.language.startsWith("fr") ? "fr" : "en" },
      to: to.flatMap(({ wrong, ...one }) => (wrong ? [] : [one])),
      ...(identity && { identityId: identity.id }),
    });
    const html = cleanHtml(filled.html, true);
    const form = latest.current;
    if (form.mode === "text") set({ text: `${plainOf(html)}\n${form.text}` });
    else editor?.chain().focus().insertContent(shownHtml(html, new Map())).run();
    if (form.subject.trim() === "") set({ subject: filled.subject });
    if (filled.missing.length > 0)
      toast({ text: t("compose.placesLeft", { places: filled.missing.join(", ") }), tone: "notice" });
  }
  return {
    templates: data?.templates ?? [],
    insert: (template: Template) => told(insert(template)),
    keep() {
      const { subject, mode, html, text } = latest.current;
      askText({
        title: t("compose.saveTemplateTitle"),
        label: t("common.name"),
        hint: t("compose.placesHint", { open: "{{", close: "}}" }),
        initial: subject,
        action: t("common.save"),
        run: async (name) => {
          const own = mode === "text" ? htmlOfPlain(text) : sentHtml(html.replace(/<div data-signature[\s\S]*$/, ""));
          await save({ name, subject, html: own });
          toast({ text: t("compose.templateSaved", { name }) });
        },
      });
    },
  };
}

interface Props {
  readonly composer: ComposerModel;
  readonly zone: string;
}

/** The items. */
export function TemplateItems({ composer, zone }: Props) {
  const { t } = useTranslation();
  const { templates, insert, keep } = useTemplates(composer, zone);
  return (
    <>
      <Menu.Label>{t("compose.templates")}</Menu.Label>
      {templates.map((one) => (
        <Menu.Item key={one.id} leftSection={<IconTemplate size={16} stroke={STROKE} />} onClick={() => insert(one)}>
          {one.name}
        </Menu.Item>
      ))}
      <Menu.Item leftSection={<IconBookmarkPlus size={16} stroke={STROKE} />} onClick={keep}>
        {t("compose.saveTemplate")}
      </Menu.Item>
    </>
  );
}
