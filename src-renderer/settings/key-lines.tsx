// Shortcuts of one's own: each command with its keys, changed by pressing others.
import { Button, Kbd } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { type Command, useAllCommands } from "../ui/commands.tsx";
import { keyName } from "../ui/keys.ts";
import { keyCaps } from "../ui/say-keys.ts";
import { useSet } from "./use-set.ts";

/** A second key may belong to the first: `g h`. */
const SECOND_MS = 900;
const MODIFIERS = ["Shift", "Control", "Alt", "Meta"];
/** Keys that move about; they are nobody's shortcut. */
const RESERVED = ["Escape", "Tab", "Shift+Tab", "Enter", " "];

interface RecorderProps {
  readonly name: string;
  readonly onKeys: (keys: string) => void;
  readonly onCancel: () => void;
}

function Recorder({ name, onKeys, onCancel }: RecorderProps) {
  const { t } = useTranslation();
  const [first, setFirst] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const press = (event: KeyboardEvent) => {
    if (MODIFIERS.includes(event.key)) return;
    const keys = keyName(event.nativeEvent);
    event.preventDefault();
    event.stopPropagation();
    if (RESERVED.includes(keys)) {
      onCancel();
      return;
    }
    clearTimeout(timer.current);
    if (first) onKeys(`${first} ${keys}`);
    else if (keys.length === 1) {
      setFirst(keys);
      timer.current = setTimeout(() => onKeys(keys), SECOND_MS);
    } else onKeys(keys);
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      data-autofocus
      ref={(button) => button?.focus()}
      aria-label={t("keySet.press", { name })}
      onKeyDown={press}
      onBlur={() => !first && onCancel()}
    >
      {first ? `${first.toUpperCase()}…` : t("keySet.pressNow")}
    </Button>
  );
}

interface LineProps {
  readonly command: Command;
  readonly isOwn: boolean;
  readonly onKeys: (keys: string | undefined) => void;
}

function Line({ command: { label, keys = [] }, isOwn, onKeys }: LineProps) {
  const { t } = useTranslation();
  const [recording, setRecording] = useState(false);
  return (
    <div className="key-line">
      <span className="t13 sp el">{label}</span>
      {recording ? (
        <Recorder
          name={label}
          onCancel={() => setRecording(false)}
          onKeys={(next) => {
            setRecording(false);
            onKeys(next);
          }}
        />
      ) : (
        <>
          <span className="row g4">
            {keys[0] ? (
              keyCaps(keys[0]).map((cap) => <Kbd key={cap}>{cap}</Kbd>)
            ) : (
              <span className="t12 i3">{t("keySet.none")}</span>
            )}
          </span>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={t("keySet.changeNamed", { name: label })}
            onClick={() => setRecording(true)}
          >
            {t("keySet.change")}
          </Button>
          {isOwn ? (
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              aria-label={t("keySet.resetNamed", { name: label })}
              onClick={() => onKeys(undefined)}
            >
              {t("keySet.reset")}
            </Button>
          ) : (
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              disabled={keys.length === 0}
              aria-label={t("keySet.offNamed", { name: label })}
              onClick={() => onKeys("")}
            >
              {t("keySet.off")}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

/** Every command that has keys, by group. */
export function KeyLines({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation();
  const set = useSet(settings);
  const all = useAllCommands();
  const own = settings.keys ?? {};
  const [problem, setProblem] = useState<string>();
  const commands = all().filter(({ id, keys }) => (keys?.length ?? 0) > 0 || own[id] !== undefined);
  const change = (command: Command, keys: string | undefined) => {
    const taken = keys && commands.find((one) => one.id !== command.id && one.keys?.includes(keys));
    setProblem(taken ? t("keySet.taken", { name: taken.label }) : undefined);
    if (taken) return;
    const { [command.id]: _, ...rest } = own;
    set({ keys: keys === undefined ? rest : { ...rest, [command.id]: keys } });
  };
  const groups = [...new Set(commands.map(({ group }) => group))];
  return (
    <section className="set-block" aria-label={t("keySet.title")}>
      <h4 className="t13 w5">{t("keySet.title")}</h4>
      <p className="t12 i3">{t("keySet.hint")}</p>
      <p className="t12 err" role="alert">
        {problem}
      </p>
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <h5 className="over mt12">{group}</h5>
          {commands.flatMap((one) =>
            one.group === group
              ? [
                  <Line
                    key={one.id}
                    command={one}
                    isOwn={own[one.id] !== undefined}
                    onKeys={(keys) => change(one, keys)}
                  />,
                ]
              : [],
          )}
        </section>
      ))}
    </section>
  );
}
