// One setting: its name, what it does, its control.
import type { ReactNode } from "react";

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children?: ReactNode;
}

/** The line. */
export function SettingLine({ label, hint, children }: Props) {
  return (
    <div className="set-line">
      <div className="col sp">
        <span className="t13 w5">{label}</span>
        {hint && <span className="t12 i3">{hint}</span>}
      </div>
      {children}
    </div>
  );
}
