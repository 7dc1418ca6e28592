// Which threads are chosen, and how clicks and keys change that. Pure.

/** Ids of threads. `anchor`: where a range begins. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly anchor: string | undefined;
}

/** Nothing is chosen. */
export const NONE: Selection = { ids: new Set(), anchor: undefined };

/** Chosen, or not any more. */
export function toggled(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id };
}

/** From the anchor to this one, added to what was chosen.
 *  @param order ids as the list has them; @param fallback the anchor where there is none */
export function extended(selection: Selection, id: string, order: readonly string[], fallback?: string): Selection {
  const anchor = selection.anchor ?? fallback ?? id;
  const from = order.indexOf(anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return toggled(selection, id);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...selection.ids, ...range]), anchor };
}

/** Without what is not in the list any more. */
export function within(selection: Selection, order: ReadonlySet<string>): Selection {
  const ids = [...selection.ids].filter((id) => order.has(id));
  if (ids.length === selection.ids.size) return selection;
  return { ids: new Set(ids), anchor: selection.anchor && order.has(selection.anchor) ? selection.anchor : undefined };
}
