// What few events need: availability, status, visibility, categories. Folded behind one line that says how they stand.
import { Collapse, SegmentedControl, Select, TagsInput } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../../ui/hue.ts";
import type { Draft } from "../draft.ts";
import { knownCategories } from "./known-categories.ts";

interface Props {
  readonly draft: Draft;
  /** A new event is confirmed: it has no other status yet. */
  readonly isNew: boolean;
  /** Somebody else's event: only the availability is one's own. */
  readonly locked: boolean;
  readonly onChange: (draft: Draft) => void;
}

const STATUSES = ["confirmed", "tentative", "cancelled"] as const;
const PRIVACIES = ["public", "private", "confidential"] as const;

function Fields({ draft, isNew, locked, onChange }: Props) {
  const { t } = useTranslation();
  const [known] = useState(knownCategories);
  return (
    <div className="ed-more">
      <div className="ed-field">
        <span className="over" id="ed-busy">
          {t("editor.availability")}
        </span>
        <SegmentedControl
          fullWidth
          aria-labelledby="ed-busy"
          value={draft.transparency}
          onChange={(value) => onChange({ ...draft, transparency: value as Draft["transparency"] })}
          data={(["opaque", "transparent"] as const).map((value) => ({ value, label: t(`editor.busy.${value}`) }))}
        />
      </div>
      <Select
        label={t("editor.privacyLabel")}
        disabled={locked}
        comboboxProps={{ zIndex: 400 }}
        value={draft.privacy}
        data={PRIVACIES.map((value) => ({ value, label: t(`editor.privacy.${value}`) }))}
        onChange={(value) => value && onChange({ ...draft, privacy: value as Draft["privacy"] })}
      />
      {!isNew && (
        <Select
          label={t("editor.status")}
          disabled={locked}
          comboboxProps={{ zIndex: 400 }}
          value={draft.status}
          data={STATUSES.map((value) => ({ value, label: t(`editor.statuses.${value}`) }))}
          onChange={(value) => value && onChange({ ...draft, status: value as Draft["status"] })}
        />
      )}
      <TagsInput
        size="xs"
        label={t("editor.categories")}
        disabled={locked}
        placeholder={draft.categories.length === 0 ? t("editor.categoriesPlaceholder") : ""}
        comboboxProps={{ zIndex: 400 }}
        maxTags={50}
        acceptValueOnBlur
        data={[...known]}
        value={[...draft.categories]}
        onChange={(categories) => onChange({ ...draft, categories })}
      />
    </div>
  );
}

function useSummary({ draft, isNew }: Props): string {
  const { t } = useTranslation();
  return [
    t(`editor.busy.${draft.transparency}`),
    ...(isNew ? [] : [t(`editor.statuses.${draft.status}`)]),
    t(`editor.privacy.${draft.privacy}`),
    ...draft.categories,
  ].join(" · ");
}

/** The line and what it folds away. */
export function MoreFields(props: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [opened, setOpened] = useState(false);
  const summary = useSummary(props);
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <button
        type="button"
        className="fold"
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened(!opened)}
      >
        <Chevron size={16} stroke={STROKE} className="ic" aria-hidden="true" />
        <span className="w5">{t("editor.more")}</span>
        {!opened && <span className="t12 i3 el">{summary}</span>}
      </button>
      <Collapse expanded={opened} id={id}>
        <Fields {...props} />
      </Collapse>
    </div>
  );
}
