// Lines in the hand, on their way to a folder: the one that was taken, with those that are chosen where it is one of them.
import type { DragEvent } from "react";
import type { Line } from "./list-rows.ts";

/** Marks a drag of ours. */
const TYPE = "application/x-cadran-mail";

/** Begins a drag. */
export function startDrag(event: DragEvent, line: Line): void {
  event.dataTransfer.setData(TYPE, line.id);
  event.dataTransfer.effectAllowed = "move";
}

/** Is it mail that is dragged here? */
export const isMailDrag = (event: DragEvent) => event.dataTransfer.types.includes(TYPE);

/** The line that was dropped. */
export const droppedLine = (event: DragEvent) => event.dataTransfer.getData(TYPE);
