// How one message is looked at: as sent or in dark, as text, its source.
import { useComputedColorScheme } from "@mantine/core";
import { useState } from "react";

/** How it is shown. */
export type Shape = "html" | "text" | "source";

/** @param hasHtml a message without HTML is shown as text from the start */
export function useMessageView(hasHtml: boolean) {
  const page = useComputedColorScheme();
  const [asSent, setAsSent] = useState(false);
  const [chosen, setShape] = useState<Shape>();
  const shape: Shape = chosen ?? (hasHtml ? "html" : "text");
  const scheme: "light" | "dark" = asSent ? "light" : page;
  return {
    shape,
    setShape,
    scheme,
    /** In dark: on white, as its sender made it. */
    isPaper: page === "dark" && asSent,
    canTurn: page === "dark" && hasHtml && shape === "html",
    turnScheme: () => setAsSent(!asSent),
  };
}

/** The view of a message. */
export type MessageView = ReturnType<typeof useMessageView>;
