// A rule: when, and what then.
import { ActionIcon, Button, SegmentedControl, Select, Switch, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../../src-preload/contract/accounts.ts";
import type { MailFolder } from "../../../src-preload/contract/mail.ts";
import type { MailRule } from "../../../src-preload/contract/mail-rules.ts";
import { STROKE } from "../../ui/hue.ts";
import { ACTIONS, type ActionName, actionName, actionOf, FIELDS, HOWS } from "./rule-words.ts";

type Test = MailRule["tests"][number];

interface Props {
  readonly rule: MailRule;
  readonly accounts: readonly Account[];
  readonly folders: readonly MailFolder[];
  readonly onSave: (rule: MailRule) => void;
  readonly onCancel: () => void;
}

interface TestProps {
  readonly test: Test;
  readonly onChange: (test: Test) => void;
  /** Absent for the only one. */
  readonly onRemove: (() => void) | undefined;
}

function TestRow({ test, onChange, onRemove }: TestProps) {
  const { t } = useTranslation();
  const hows = HOWS[test.field];
  return (
    <div className="rule-row">
      <Select
        w={140}
        aria-label={t("rules.fieldLabel")}
        value={test.field}
        data={FIELDS.map((value) => ({ value, label: t(`rules.field.${value}`) }))}
        onChange={(field) => {
          const next = FIELDS.find((one) => one === field) ?? "from";
          onChange({
            ...test,
            field: next,
            how: HOWS[next].find((one) => one === test.how) ?? HOWS[next][0] ?? "contains",
          });
        }}
      />
      <Select
        w={130}
        aria-label={t("rules.howLabel")}
        value={`${test.not ? "!" : ""}${test.how}`}
        data={hows.flatMap((how) => [
          { value: how, label: t(`rules.how.${how}`) },
          { value: `!${how}`, label: t(`rules.howNot.${how}`) },
        ])}
        onChange={(value) => {
          const how = hows.find((one) => value?.endsWith(one));
          if (how) onChange({ ...test, how, not: value?.startsWith("!") ?? false });
        }}
      />
      {test.how === "exists" ? (
        <span className="sp" />
      ) : (
        <TextInput
          className="sp"
          aria-label={t("rules.valueLabel")}
          maxLength={300}
          value={test.value ?? ""}
          onChange={({ currentTarget }) => onChange({ ...test, value: currentTarget.value })}
        />
      )}
      {onRemove && (
        <ActionIcon aria-label={t("rules.removeTest")} onClick={onRemove}>
          <IconX size={16} stroke={STROKE} />
        </ActionIcon>
      )}
    </div>
  );
}

/** All of them, and one more. */
function Tests({ tests, onChange }: Pick<MailRule, "tests"> & { onChange: (tests: MailRule["tests"]) => void }) {
  const { t } = useTranslation();
  return (
    <>
      {tests.map((test, n) => (
        <TestRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a test is its place
          key={n}
          test={test}
          onChange={(next) => onChange(tests.with(n, next))}
          onRemove={tests.length > 1 ? () => onChange(tests.toSpliced(n, 1)) : undefined}
        />
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        className="self-start"
        leftSection={<IconPlus size={14} stroke={STROKE} aria-hidden="true" />}
        onClick={() => onChange([...tests, { field: "from", how: "contains", value: "" }])}
      >
        {t("rules.addTest")}
      </Button>
    </>
  );
}

interface ActionsProps {
  readonly rule: MailRule;
  readonly folders: readonly MailFolder[];
  readonly onChange: (actions: MailRule["actions"]) => void;
}

/** Each at most once: a message goes to one place. */
function ActionRows({ rule, folders, onChange }: ActionsProps) {
  const { t } = useTranslation();
  const choice = folders.filter(({ selectable }) => selectable);
  const target = rule.actions.find((one) => one.kind === "move")?.folderId;
  const has = (name: ActionName) => rule.actions.some((one) => actionName(one) === name);
  function toggle(name: ActionName, on: boolean) {
    // Somewhere else and the bin are two places.
    const excluded = name === "move" ? "trash" : name === "trash" ? "move" : undefined;
    const left = rule.actions.filter((one) => actionName(one) !== name && (!on || actionName(one) !== excluded));
    const added = on ? actionOf(name, target ?? choice[0]?.id) : undefined;
    onChange([...left, ...(added ? [added] : [])]);
  }
  return (
    <fieldset className="bare-block col g2" aria-label={t("rules.then")}>
      <span className="mantine-InputWrapper-label" aria-hidden="true">
        {t("rules.then")}
      </span>
      {ACTIONS.map((name) => (
        <div key={name} className="row g8 rule-action">
          <Switch
            label={t(`rules.action.${name}`)}
            checked={has(name)}
            onChange={({ currentTarget }) => toggle(name, currentTarget.checked)}
          />
          {name === "move" && has("move") && (
            <Select
              className="sp"
              searchable
              aria-label={t("rules.folder")}
              value={target ?? null}
              data={choice.map(({ id, path }) => ({ value: id as string, label: path }))}
              onChange={(id) => {
                const folder = choice.find((one) => one.id === id);
                if (folder)
                  onChange(rule.actions.map((one) => (one.kind === "move" ? { ...one, folderId: folder.id } : one)));
              }}
            />
          )}
        </div>
      ))}
    </fieldset>
  );
}

/** What keeps it from being a rule, as the key of its sentence. */
function problemOf({ name, tests, actions }: MailRule) {
  if (name.trim() === "") return "mailSet.needName" as const;
  if (tests.some(({ how, value }) => how !== "exists" && !value?.trim())) return "rules.needValue" as const;
  return actions.length === 0 ? ("rules.needAction" as const) : undefined;
}

interface WhoseProps extends Pick<Props, "rule" | "accounts"> {
  readonly set: (change: Partial<MailRule>) => void;
}

function Whose({ rule, accounts, set }: WhoseProps) {
  const { t } = useTranslation();
  return (
    <div className="row top g12">
      <TextInput
        className="sp"
        label={t("common.name")}
        maxLength={120}
        // The button that began it has gone.
        autoFocus
        value={rule.name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <Select
        w={200}
        label={t("rules.account")}
        value={rule.accountId ?? "all"}
        data={[
          { value: "all", label: t("rules.allAccounts") },
          ...accounts.flatMap(({ id, label, mail }) => (mail ? [{ value: id as string, label }] : [])),
        ]}
        onChange={(id) => set({ accountId: accounts.find((one) => one.id === id)?.id })}
      />
    </div>
  );
}

/** The form. */
export function RuleForm({ rule: given, accounts, folders, onSave, onCancel }: Props) {
  const { t } = useTranslation();
  const [rule, setRule] = useState(given);
  const [isTried, setTried] = useState(false);
  const set = (change: Partial<MailRule>) => setRule({ ...rule, ...change });
  const problem = problemOf(rule);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem === undefined) onSave({ ...rule, name: rule.name.trim() });
  };
  const own = folders.filter(({ accountId }) => rule.accountId === undefined || accountId === rule.accountId);
  return (
    <form className="set-form col g12" aria-label={t("rules.one")} onSubmit={submit} noValidate>
      <Whose {...{ rule, accounts, set }} />
      <SegmentedControl
        className="self-start"
        aria-label={t("rules.match")}
        value={rule.match}
        onChange={(match) => set({ match: match as MailRule["match"] })}
        data={(["all", "any"] as const).map((value) => ({ value, label: t(`rules.matches.${value}`) }))}
      />
      <Tests tests={rule.tests} onChange={(tests) => set({ tests })} />
      <ActionRows rule={rule} folders={own} onChange={(actions) => set({ actions })} />
      <Switch
        label={t("rules.stop")}
        checked={rule.stop}
        onChange={({ currentTarget }) => set({ stop: currentTarget.checked })}
      />
      {isTried && problem && (
        <p className="t12 err" role="alert">
          {t(problem)}
        </p>
      )}
      <div className="row g8">
        <Button type="submit">{t("common.save")}</Button>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
