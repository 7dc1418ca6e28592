// The title of a sign-in screen. It takes the focus, because the button that led here is gone.
import { useEffect, useRef } from "react";

interface Props {
  readonly text: string;
  /** In a dialog, that has a title of its own. */
  readonly small?: boolean | undefined;
}

/** The title. */
export function ScreenTitle({ text, small }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title is another screen
  useEffect(() => title.current?.focus(), [text]);
  const common = { ref: title, tabIndex: -1, "data-autofocus": true, children: text };
  return small ? (
    <h3 className="t14 w6 screen-title" {...common} />
  ) : (
    <h1 className="t26 w6 screen-title" {...common} />
  );
}
