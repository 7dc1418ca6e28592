// Every shortcut of this moment, by group: the same list that binds the keys.
import { Kbd, Modal, Switch, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { inOtherLanguage } from "../i18n/other-language.ts";
import { useCommand } from "../live.tsx";
import { useTold } from "../told.ts";
import { type Command, useAllCommands } from "../ui/commands.tsx";
import { STROKE } from "../ui/hue.ts";
import { matchAny } from "../ui/match.ts";
import { keyCaps } from "../ui/say-keys.ts";

/** One combination: caps side by side, “then” between two keys pressed one after the other. */
function Keys({ combination }: { combination: string }) {
  const { t } = useTranslation();
  return combination.split(" ").map((step, n) => (
    <Fragment key={step}>
      {n > 0 && <span className="t11 i3">{t("shortcuts.then")}</span>}
      {keyCaps(step).map((cap) => (
        <Kbd key={cap}>{cap}</Kbd>
      ))}
    </Fragment>
  ));
}

function Line({ command: { label, keys = [] } }: { command: Command }) {
  const { t } = useTranslation();
  return (
    <div className="key-line">
      <dt className="t13">{label}</dt>
      <dd className="row g4">
        {keys.map((combination, n) => (
          <Fragment key={combination}>
            {n > 0 && <span className="t11 i3">{t("shortcuts.or")}</span>}
            <Keys combination={combination} />
          </Fragment>
        ))}
      </dd>
    </div>
  );
}

/** The list that `?` opens. */
export function ShortcutsDialog({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const { t } = useTranslation();
  const told = useTold();
  const setSettings = useCommand("settings.set");
  const all = useAllCommands();
  const [commands] = useState(() => all().filter(({ keys }) => keys !== undefined && keys.length > 0));
  const [query, setQuery] = useState("");
  const words = ({ label, group, words: more = "" }: Command) => [group, more, inOtherLanguage(label) ?? ""];
  const shown = commands.filter((one) => matchAny(query, one.label, words(one)));
  const groups = [...new Set(shown.map(({ group }) => group))];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("shortcuts.title")}
      size={760}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <TextInput
        data-autofocus
        aria-label={t("shortcuts.search")}
        placeholder={t("shortcuts.search")}
        leftSection={<IconSearch size={16} stroke={STROKE} aria-hidden="true" />}
        value={query}
        onChange={({ currentTarget }) => setQuery(currentTarget.value)}
        mb="md"
      />
      <div className="keys-list">
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3 className="over">{group}</h3>
            <dl>{shown.flatMap((one) => (one.group === group ? [<Line key={one.id} command={one} />] : []))}</dl>
          </section>
        ))}
      </div>
      <p className="t13 i3" role="status">
        {shown.length === 0 && t("shortcuts.none", { query })}
      </p>
      <div className="keys-letters">
        <Switch
          checked={!settings.lettersOff}
          label={t("shortcuts.letters")}
          description={t("shortcuts.lettersHint")}
          onChange={({ currentTarget }) => told(setSettings({ lettersOff: !currentTarget.checked }))}
        />
      </div>
    </Modal>
  );
}
