// What few events need: availability, privacy, categories, link. Folded away until asked for.
import { Collapse, SegmentedControl, Select, TagsInput, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconEye, IconHourglass, IconLink, IconTags } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import type { Draft } from "./draft.ts";
import { Row } from "./editor-fields.tsx";

interface Props {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

/** Does the time count as busy? Everyone's own, invited or not. */
export function BusyField({ draft, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Row icon={IconHourglass}>
      <SegmentedControl
        aria-label={t("field.transparency")}
        value={draft.transparency}
        onChange={(value) => onChange({ ...draft, transparency: value as Draft["transparency"] })}
        data={(["opaque", "transparent"] as const).map((value) => ({ value, label: t(`editor.busy.${value}`) }))}
      />
    </Row>
  );
}

function Fields({ draft, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className="col g12 ed-more">
      <Row icon={IconEye}>
        <Select
          aria-label={t("field.privacy")}
          value={draft.privacy}
          data={(["public", "private", "confidential"] as const).map((value) => ({
            value,
            label: t(`editor.privacy.${value}`),
          }))}
          onChange={(value) => value && onChange({ ...draft, privacy: value as Draft["privacy"] })}
        />
      </Row>
      <Row icon={IconTags}>
        <TagsInput
          size="xs"
          aria-label={t("field.categories")}
          placeholder={draft.categories.length === 0 ? t("editor.categoriesPlaceholder") : ""}
          maxTags={50}
          value={[...draft.categories]}
          onChange={(categories) => onChange({ ...draft, categories })}
        />
      </Row>
      <Row icon={IconLink}>
        <TextInput
          aria-label={t("field.url")}
          placeholder="https://"
          maxLength={4000}
          value={draft.url}
          onChange={({ currentTarget }) => onChange({ ...draft, url: currentTarget.value })}
        />
      </Row>
    </div>
  );
}

/** The folded rows; open from the start when one of them holds something. */
export function MoreFields(props: Props) {
  const { t } = useTranslation();
  const { privacy, categories, url } = props.draft;
  const [opened, setOpened] = useState(privacy !== "public" || categories.length > 0 || url !== "");
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <>
      <button type="button" className="fold t13 i2" aria-expanded={opened} onClick={() => setOpened(!opened)}>
        <Chevron size={16} stroke={STROKE} className="ic" aria-hidden="true" />
        {t("editor.more")}
      </button>
      <Collapse expanded={opened}>
        <Fields {...props} />
      </Collapse>
    </>
  );
}
