// The line that makes an event of a sentence. What it was understood as stands over it, before Enter files it.
import { Kbd } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { hue, STROKE } from "../ui/hue.ts";

/** A sentence that was understood. */
export interface Understood {
  readonly title: string;
  /** Day and hours, then place, repetition, guests. */
  readonly said: readonly string[];
  readonly calendar: { readonly name: string; readonly color: string };
  /** Files it and says so. @returns false when it was given up or failed, which was told */
  readonly create: () => Promise<boolean>;
}

interface Props {
  readonly field: RefObject<HTMLInputElement | null>;
  /** Undefined for what is no event yet. */
  readonly read: (text: string) => Understood | undefined;
  /** No calendar can be written to. */
  readonly disabled: boolean;
  readonly onClose: () => void;
}

function Said({ id, event }: { readonly id: string; readonly event: Understood }) {
  const { t } = useTranslation();
  return (
    <div id={id} className="pop col wg-said" aria-live="polite">
      <span className={event.title ? "t13 w6" : "t13 err"}>{event.title || t("quick.noTitle")}</span>
      <span className="t12 i2 tn">{event.said.join(" · ")}</span>
      <span className="row g6 t12 i3">
        <span className="sw" style={hue(event.calendar.color)} aria-hidden="true" />
        <span className="el">{event.calendar.name}</span>
      </span>
    </div>
  );
}

/** The line. */
export function QuickLine({ field, read, disabled, onClose }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const event = read(text);
  const submit = async () => {
    if (!event?.title || busy) return;
    setBusy(true);
    const isDone = await event.create();
    setBusy(false);
    // What was typed meanwhile is another event.
    if (isDone) setText((now) => (now === text ? "" : now));
  };
  const onKeyDown = (key: KeyboardEvent) => {
    if (key.nativeEvent.isComposing) return;
    if (key.key === "Enter") void submit();
    else if (key.key !== "Escape") return;
    else if (text === "") onClose();
    else setText("");
    key.preventDefault();
  };
  return (
    <div className="wg-add">
      {event && <Said id={id} event={event} />}
      <div className="row g8 wg-line">
        <IconPlus size={16} stroke={STROKE} className="ic" aria-hidden="true" />
        <input
          ref={field}
          type="text"
          className="sp"
          aria-label={t("quick.label")}
          aria-describedby={event && id}
          placeholder={disabled ? t("quick.noCalendar") : t("widget.placeholder")}
          disabled={disabled}
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {!disabled && <Kbd aria-hidden="true">{t("widget.enter")}</Kbd>}
      </div>
    </div>
  );
}
