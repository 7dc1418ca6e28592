// A row of the editor: its glyph, its field.
import type { IconProps } from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";
import { STROKE } from "../../ui/hue.ts";

interface Props {
  readonly icon: ComponentType<IconProps>;
  /** The glyph stands beside the first line. */
  readonly top?: boolean;
  readonly children: ReactNode;
}

/** The glyph says what a label would; it is hidden from screen readers, who hear the field's own. */
export function Row({ icon: Icon, top, children }: Props) {
  return (
    <div className={top ? "ed-row top" : "ed-row"}>
      <Icon size={18} stroke={STROKE} className="ic" aria-hidden="true" />
      <div className="sp">{children}</div>
    </div>
  );
}
