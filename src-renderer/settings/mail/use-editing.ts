// One thing of a list is edited in its place; when that is over, the focus is back on the button that began it.
import { type RefObject, useRef, useState } from "react";

/** What is edited: an id, or a new one. */
interface Editing {
  readonly edited: string | undefined;
  /** Holds the list and its buttons, each with the id in `data-edit`. */
  readonly place: RefObject<HTMLDivElement | null>;
  readonly begin: (id: string) => void;
  readonly done: () => void;
}

/** The id of what is not there yet. */
export const NEW = "new";

/** Give `place` to the element around the list. */
export function useEditing(): Editing {
  const [edited, setEdited] = useState<string>();
  const place = useRef<HTMLDivElement>(null);
  return {
    edited,
    place,
    begin: setEdited,
    done() {
      setEdited(undefined);
      setTimeout(() => {
        const buttons = [...(place.current?.querySelectorAll<HTMLElement>("[data-edit]") ?? [])];
        const own = buttons.find((one) => one.dataset.edit === edited);
        (own ?? buttons.at(-1))?.focus();
      });
    },
  };
}
