// The event's own colour, beside the calendar it is in. Where the server cannot keep one, there is nothing to choose.
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconCheck, IconPalette } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../../src-preload/contract/calendars.ts";
import { PALETTE } from "../../../src-preload/contract/palette.ts";
import { hue, STROKE } from "../../ui/hue.ts";
import type { Draft } from "../draft.ts";

interface Props {
  readonly draft: Draft;
  readonly calendar: Calendar | undefined;
  readonly onChange: (draft: Draft) => void;
}

const same = (a: string, b: string) => a.toUpperCase() === b.toUpperCase();

function Swatches({ draft, calendar, onChange }: Props) {
  const { t } = useTranslation();
  // A server's own colour may be none of ours: it stays on offer.
  const isForeign = draft.color !== "" && !PALETTE.some((one) => same(one, draft.color));
  const colors = isForeign ? [...PALETTE, draft.color] : PALETTE;
  return (
    <Menu.RadioGroup value={draft.color.toUpperCase()} onChange={(color) => onChange({ ...draft, color })}>
      <Menu.RadioItem value="" closeMenuOnClick>
        <span className="row g8">
          <span className="sw" style={hue(calendar?.color ?? "")} />
          {t("editor.colorOf")}
        </span>
      </Menu.RadioItem>
      <div className="palette">
        {colors.map((color, n) => (
          <Menu.RadioItem
            key={color}
            className="swatch"
            style={hue(color)}
            value={color.toUpperCase()}
            checkIcon={<IconCheck size={12} stroke={3} />}
            aria-label={t("editor.colorName", { n: n + 1, count: colors.length })}
            closeMenuOnClick
          />
        ))}
      </div>
    </Menu.RadioGroup>
  );
}

/** The button and its palette. */
export function ColorField(props: Props) {
  const { draft, calendar } = props;
  const { t } = useTranslation();
  if (calendar?.cannot?.includes("color")) return null;
  return (
    <Menu position="bottom-end" shadow="md" withinPortal zIndex={400}>
      <Menu.Target>
        <Tooltip label={t("editor.colorOwn")} zIndex={400}>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={draft.color ? t("editor.colorOwn") : `${t("editor.color")} : ${t("editor.colorOf")}`}
            data-field="color"
          >
            {draft.color ? <span className="sw" style={hue(draft.color)} /> : <IconPalette size={16} stroke={STROKE} />}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Swatches {...props} />
      </Menu.Dropdown>
    </Menu>
  );
}
