// The frame of a tile: its title, a count, what can be done, and the grip at the right end.
import { ActionIcon } from "@mantine/core";
import { IconEyeOff, IconGripVertical } from "@tabler/icons-react";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";

/** What the grid gives each tile, for its head. */
export interface Frame {
  /** In the hand, or lifted by Space. */
  readonly lifted: boolean;
  readonly organising: boolean;
  readonly onGrip: (event: PointerEvent<HTMLElement>) => void;
  readonly onGripKey: (event: KeyboardEvent<HTMLElement>, title: string) => void;
  readonly onGripBlur: () => void;
  readonly onHide: (title: string) => void;
}

interface Props {
  readonly frame: Frame;
  readonly title: string;
  /** Beside the title, quiet. */
  readonly meta?: ReactNode;
  /** Buttons of the head. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A tile of the dashboard. */
export function Widget({ frame, title, meta, actions, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { lifted, organising } = frame;
  return (
    <section className={lifted ? "card widget lifted" : "card widget"} aria-labelledby={id}>
      <div className="row g8 widget-head">
        <h2 className="t13 w6" id={id}>
          {title}
        </h2>
        <span className="t12 i3 sp el tn">{meta}</span>
        {organising ? (
          <ActionIcon aria-label={t("dashboard.hide", { title })} onClick={() => frame.onHide(title)}>
            <IconEyeOff size={16} stroke={STROKE} aria-hidden="true" />
          </ActionIcon>
        ) : (
          actions
        )}
        <ActionIcon
          className="widget-grip"
          aria-label={t("dashboard.grip", { title })}
          aria-description={t("dashboard.gripHint")}
          aria-pressed={lifted}
          onPointerDown={frame.onGrip}
          onKeyDown={(event) => frame.onGripKey(event, title)}
          onBlur={frame.onGripBlur}
        >
          <IconGripVertical size={16} stroke={STROKE} aria-hidden="true" />
        </ActionIcon>
      </div>
      {children}
    </section>
  );
}
