// Templates: a list, each opened in its place.
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Template } from "../../../src-preload/contract/mail-send.ts";
import { useCall, useLive } from "../../live.tsx";
import { useTold } from "../../told.ts";
import { STROKE } from "../../ui/hue.ts";
import { later } from "../../ui/later.tsx";
import { useUndo } from "../../undo.tsx";
import { NEW, useEditing } from "./use-editing.ts";

const TemplateForm = later(async () => (await import("./template-form.tsx")).TemplateForm);

function useRemove() {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const undo = useUndo();
  return (template: Template) => {
    let { id } = template;
    const remove = () => call("mail.removeTemplate", { id });
    const restore = async () => {
      const { id: _, ...rest } = template;
      id = (await call("mail.saveTemplate", rest)).template.id;
    };
    const run = async () => {
      await remove();
      undo.offer(t("mailSet.templateRemoved", { name: template.name }), { undo: restore, redo: remove });
    };
    told(run());
  };
}

interface LineProps {
  readonly template: Template;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function Line({ template: { id, name, subject }, onEdit, onRemove }: LineProps) {
  const { t } = useTranslation();
  return (
    <div className="set-line">
      <div className="col sp el">
        <span className="t13 w5 el">{name}</span>
        {subject && <span className="t12 i3 el">{subject}</span>}
      </div>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t("mailSet.editNamed", { name: name })}
        data-edit={id}
        onClick={onEdit}
      >
        {t("common.edit")}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        className="danger"
        aria-label={t("mailSet.removeNamed", { name: name })}
        onClick={onRemove}
      >
        {t("common.remove")}
      </Button>
    </div>
  );
}

/** The section. */
export function TemplatesSection() {
  const { t } = useTranslation();
  const { data } = useLive("mail.templates", {});
  const remove = useRemove();
  const { edited, place, begin, done } = useEditing();
  return (
    <div ref={place}>
      <p className="t12 i3">{t("mailSet.templatesHint")}</p>
      {data?.templates.length === 0 && edited === undefined && (
        <p className="t13 i2 mt12">{t("mailSet.noTemplates")}</p>
      )}
      <ul className="plain">
        {(data?.templates ?? []).map((one) => (
          <li key={one.id}>
            {edited === one.id ? (
              <TemplateForm template={one} onDone={done} />
            ) : (
              <Line template={one} onEdit={() => begin(one.id)} onRemove={() => remove(one)} />
            )}
          </li>
        ))}
      </ul>
      {edited === NEW ? (
        <TemplateForm onDone={done} />
      ) : (
        <Button
          mt="md"
          variant="default"
          leftSection={<IconPlus size={16} stroke={STROKE} aria-hidden="true" />}
          data-edit={NEW}
          onClick={() => begin(NEW)}
        >
          {t("mailSet.newTemplate")}
        </Button>
      )}
    </div>
  );
}
