// Both versions field by field: choose a side in each row, the last column is what will be saved.
import { Button, Radio } from "@mantine/core";
import { IconCloud, IconDeviceLaptop, IconGitMerge } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Conflict, FieldConflict } from "../../src-preload/contract/conflicts.ts";
import { sayField, sayInstance, sayValue, type Words } from "../i18n/say-field.ts";
import { markedWords } from "../i18n/text-difference.ts";
import { STROKE } from "../ui/hue.ts";
import { type Choices, chooseAll, type Side, sideOf } from "./choices.ts";

const LIST_FIELDS = new Set(["attendees", "reminders", "categories", "attachments"]);

interface ValueProps {
  readonly field: FieldConflict;
  readonly side: Side;
  readonly words: Words;
  /** Mark what the other side does not have. */
  readonly marked?: boolean;
}

function Mark({ text, on }: { text: string; on: boolean }) {
  return on ? <mark className="diff">{text}</mark> : text;
}

/** One side's value. */
function Value({ field, side, words, marked = false }: ValueProps) {
  const { t } = useTranslation();
  const lines = sayValue(field[side], field.name, words);
  const others = sayValue(field[side === "mine" ? "theirs" : "mine"], field.name, words);
  if (lines.length === 0)
    return <span className="i3">{t(field.name === "event" ? "conflict.gone" : "conflict.none")}</span>;
  if (LIST_FIELDS.has(field.name) || lines.length > 1) {
    return (
      <ul className="plain col g2">
        {lines.map((line) => (
          <li key={line}>
            <Mark text={line} on={marked && !others.includes(line)} />
          </li>
        ))}
      </ul>
    );
  }
  const [line = ""] = lines;
  if (line.length < 48 && field.name !== "description") return <span className="w5">{line}</span>;
  return (
    <p className="diff-text">
      {markedWords(line, others[0] ?? "").map(({ at, text, changed }) => (
        <Mark key={at} text={text} on={marked && changed && text.trim() !== ""} />
      ))}
    </p>
  );
}

interface RowProps {
  readonly field: FieldConflict;
  /** Undefined until someone chooses. */
  readonly side: Side | undefined;
  readonly words: Words;
  readonly onChoose: (side: Side) => void;
}

function Row({ field, side, words, onChoose }: RowProps) {
  const { t } = useTranslation();
  const name = sayField(field, t);
  const instance = sayInstance(field.recurrenceId, words);
  const before = sayValue(field.base, field.name, words).join(", ");
  return (
    <tr>
      <th scope="row">
        <span className="t13 w6">{name}</span>
        {instance && <span className="t12 i3 tn">{instance}</span>}
        <span className="t12 i3 tn cf-before">{t("conflict.before", { value: before || t("conflict.none") })}</span>
      </th>
      {(["mine", "theirs"] as const).map((one) => (
        <td key={one} className={side !== undefined && side !== one ? "passed" : ""}>
          <Radio
            size="xs"
            name={`side ${field.key}`}
            checked={side === one}
            onChange={() => onChoose(one)}
            aria-label={t(`conflict.take.${one}`, { field: instance ? `${name}, ${instance}` : name })}
            label={<Value field={field} side={one} words={words} marked />}
          />
        </td>
      ))}
      <td className="cf-result">
        {side === undefined ? (
          <span className="t12 i3">{t("conflict.toChoose")}</span>
        ) : (
          <>
            <Value field={field} side={side} words={words} />
            <span className="t12 i3">{t(`conflict.from.${side}`)}</span>
          </>
        )}
      </td>
    </tr>
  );
}

interface SideHeadProps {
  readonly side: Side;
  readonly onAll: () => void;
}

/** A version's head, with the one click that takes all of it. */
function SideHead({ side, onAll }: SideHeadProps) {
  const { t } = useTranslation();
  const Icon = side === "mine" ? IconDeviceLaptop : IconCloud;
  return (
    <th scope="col">
      <div className="row g6 cf-side">
        <Icon size={16} stroke={STROKE} className="ic" aria-hidden="true" />
        <span className="cf-side-name">{t(`conflict.${side}`)}</span>
        <Button size="compact-sm" variant="subtle" aria-label={t(`conflict.allFrom.${side}`)} onClick={onAll}>
          {t("conflict.all")}
        </Button>
      </div>
    </th>
  );
}

interface Props {
  readonly conflict: Conflict;
  readonly choices: Choices;
  readonly words: Words;
  readonly onChoose: (choices: Choices) => void;
}

/** The table. */
export function ConflictTable({ conflict, choices, words, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <table className="cf-table">
      <caption className="hidden">{t("conflict.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="hidden">{t("conflict.field")}</span>
          </th>
          {(["mine", "theirs"] as const).map((side) => (
            <SideHead key={side} side={side} onAll={() => onChoose(chooseAll(conflict, side))} />
          ))}
          <th scope="col" className="cf-result br">
            <div className="row g6 cf-side">
              <IconGitMerge size={16} stroke={STROKE} aria-hidden="true" />
              <span className="cf-side-name">{t("conflict.result")}</span>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t("conflict.suggest")}
                onClick={() => onChoose(chooseAll(conflict, "suggested"))}
              >
                {t("conflict.suggestions")}
              </Button>
            </div>
          </th>
        </tr>
      </thead>
      <tbody>
        {conflict.fields.map((field) => (
          <Row
            key={field.key}
            field={field}
            side={sideOf(field, choices)}
            words={words}
            onChoose={(side) => onChoose({ ...choices, [field.key]: side })}
          />
        ))}
      </tbody>
    </table>
  );
}
