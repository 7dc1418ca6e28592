// Rules for mail that arrives, in their order; senders that are blocked, and whose pictures are shown.
import { ActionIcon, Button, Switch } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../../src-preload/contract/accounts.ts";
import type { MailFolder } from "../../../src-preload/contract/mail.ts";
import type { MailRule } from "../../../src-preload/contract/mail-rules.ts";
import { useCommand, useLive } from "../../live.tsx";
import { useTold } from "../../told.ts";
import { STROKE } from "../../ui/hue.ts";
import { useUndo } from "../../undo.tsx";
import { AddressList } from "./address-list.tsx";
import { RuleForm } from "./rule-form.tsx";
import { sayRule } from "./rule-words.ts";
import { NEW, useEditing } from "./use-editing.ts";

const newRule = (): MailRule => ({
  id: crypto.randomUUID(),
  name: "",
  enabled: true,
  match: "all",
  tests: [{ field: "from", how: "contains", value: "" }],
  actions: [],
  stop: false,
});

interface LineProps {
  readonly rule: MailRule;
  readonly folders: readonly MailFolder[];
  readonly onChange: (rule: MailRule) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  /** Absent at the end. */
  readonly onUp: (() => void) | undefined;
  readonly onDown: (() => void) | undefined;
}

function RuleLine({ rule, folders, onChange, onEdit, onRemove, onUp, onDown }: LineProps) {
  const { t, i18n } = useTranslation();
  const { name, enabled } = rule;
  const step = (label: string, Icon: typeof IconArrowUp, run: (() => void) | undefined) => (
    <ActionIcon size={24} aria-label={label} disabled={!run} onClick={run}>
      <Icon size={15} stroke={STROKE} />
    </ActionIcon>
  );
  return (
    <div className="set-line">
      <Switch
        aria-label={t("rules.on", { name })}
        checked={enabled}
        onChange={({ currentTarget }) => onChange({ ...rule, enabled: currentTarget.checked })}
      />
      <div className="col sp">
        <span className="t13 w5 el">{name}</span>
        <span className="t12 i3">{sayRule(rule, folders, t, i18n.language)}</span>
      </div>
      {step(t("rules.up", { name }), IconArrowUp, onUp)}
      {step(t("rules.down", { name }), IconArrowDown, onDown)}
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t("mailSet.editNamed", { name })}
        data-edit={rule.id}
        onClick={onEdit}
      >
        {t("common.edit")}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        className="danger"
        aria-label={t("mailSet.removeNamed", { name })}
        onClick={onRemove}
      >
        {t("common.remove")}
      </Button>
    </div>
  );
}

function useRules() {
  const { t } = useTranslation();
  const { data } = useLive("mail.rules", {});
  const save = useCommand("mail.saveRules");
  const told = useTold();
  const undo = useUndo();
  const before = data?.rules ?? [];
  return {
    data,
    set(rules: readonly MailRule[], said = t("rules.saved")) {
      const store = (list: readonly MailRule[]) => save({ rules: [...list] });
      const run = async () => {
        await store(rules);
        undo.offer(said, { undo: () => store(before), redo: () => store(rules) });
      };
      told(run());
    },
  };
}

interface Props {
  readonly accounts: readonly Account[];
}

function Rules({ accounts }: Props) {
  const { t } = useTranslation();
  const { data, set } = useRules();
  const { data: found } = useLive("mail.folders", {});
  const folders = found?.folders ?? [];
  const { edited, place, begin, done } = useEditing();
  const rules = data?.rules ?? [];
  const keep = (rule: MailRule) => {
    const isKnown = rules.some(({ id }) => id === rule.id);
    set(isKnown ? rules.map((one) => (one.id === rule.id ? rule : one)) : [...rules, rule]);
    done();
  };
  const swap = (n: number, by: number) => () => {
    const [one, other] = [rules[n], rules[n + by]];
    if (one && other) set(rules.with(n, other).with(n + by, one));
  };
  const form = (rule: MailRule) => <RuleForm rule={rule} {...{ accounts, folders }} onSave={keep} onCancel={done} />;
  return (
    <section className="set-block first" aria-label={t("rules.title")} ref={place}>
      <p className="t12 i3">{t("rules.hint")}</p>
      {data && rules.length === 0 && edited === undefined && <p className="t13 i2 mt12">{t("rules.noRules")}</p>}
      <ol className="plain" aria-label={t("rules.title")}>
        {rules.map((rule, n) => (
          <li key={rule.id}>
            {edited === rule.id ? (
              form(rule)
            ) : (
              <RuleLine
                rule={rule}
                folders={folders}
                onChange={keep}
                onEdit={() => begin(rule.id)}
                onRemove={() => set(rules.toSpliced(n, 1), t("rules.removed", { name: rule.name }))}
                onUp={n > 0 ? swap(n, -1) : undefined}
                onDown={n < rules.length - 1 ? swap(n, 1) : undefined}
              />
            )}
          </li>
        ))}
      </ol>
      {edited === NEW ? (
        form(newRule())
      ) : (
        <Button
          mt="md"
          variant="default"
          leftSection={<IconPlus size={16} stroke={STROKE} aria-hidden="true" />}
          data-edit={NEW}
          onClick={() => begin(NEW)}
        >
          {t("rules.add")}
        </Button>
      )}
    </section>
  );
}

function Senders() {
  const { t } = useTranslation();
  const { data } = useLive("mail.rules", {});
  const block = useCommand("mail.block");
  const allow = useCommand("mail.allowRemote");
  return (
    <>
      <AddressList
        addresses={data?.blocked ?? []}
        words={{
          title: t("rules.blocked"),
          hint: t("rules.blockedHint"),
          empty: t("rules.noneBlocked"),
          label: t("rules.blockLabel"),
          add: t("rules.block"),
          remove: t("rules.unblock"),
          added: (address) => t("rules.blockedDone", { address }),
          removed: (address) => t("rules.unblockedDone", { address }),
        }}
        set={(address, blocked) => block({ address, blocked })}
      />
      <AddressList
        addresses={data?.remoteAllowed ?? []}
        words={{
          title: t("rules.allowed"),
          hint: t("rules.allowedHint"),
          empty: t("rules.noneAllowed"),
          label: t("rules.allowLabel"),
          add: t("rules.allow"),
          remove: t("rules.forbid"),
          added: (address) => t("rules.allowedDone", { address }),
          removed: (address) => t("rules.forbidDone", { address }),
        }}
        set={(address, on) => allow({ address, allow: on })}
      />
    </>
  );
}

/** The section. */
export function RulesSection({ accounts }: Props) {
  return (
    <>
      <Rules accounts={accounts} />
      <Senders />
    </>
  );
}
