// Everything done in this window can be taken back, and that again: from its message, with Ctrl Z and Ctrl Shift Z.
import { createContext, type ReactNode, useContext, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { toFailure } from "../src-preload/contract/failure.ts";
import { sayFailure } from "./i18n/say-failure.ts";
import { useCall } from "./live.tsx";
import { useCommands } from "./ui/commands.tsx";
import { toast } from "./ui/toast.tsx";

/** What the engine keeps no undo for: how to take it back, and how to do it again. Both may throw Failure. */
interface Reversible {
  readonly undo: () => Promise<unknown>;
  readonly redo: () => Promise<unknown>;
}

/** Ids of `events.undo`, or what the view takes back itself, in the order it was done; one step of the user may be several. */
type Step = readonly (string | Reversible)[];

/** Offers and performs undo. */
export interface Undo {
  /** Says what was done, and offers to take it back when that can be done.
   *  @param step ids as the commands answered them, or ways back; undefined ones are left out */
  offer(text: string, ...step: readonly (string | Reversible | undefined)[]): void;
}

const UndoContext = createContext<Undo | undefined>(undefined);

/** Takes every command of a step back, the last one first.
 *  @returns what takes that back again
 *  @throws Failure */
async function takeBack(call: ReturnType<typeof useCall>, step: Step): Promise<Step> {
  const back: (string | Reversible)[] = [];
  for (const one of step.toReversed()) {
    if (typeof one === "string") {
      const { undoId } = await call("events.undo", { undoId: one });
      if (undoId !== undefined) back.push(undoId);
    } else {
      await one.undo();
      back.push({ undo: one.redo, redo: one.undo });
    }
  }
  return back;
}

function useUndoStacks(): Undo & { undo(): boolean; redo(): boolean } {
  const { t } = useTranslation();
  const call = useCall();
  const state = useRef({ done: [] as Step[], undone: [] as Step[], hide: () => {}, busy: Promise.resolve() });

  function show(text: string, action: "undo" | "redo", step: Step) {
    const { current } = state;
    current.hide();
    if (step.length === 0) {
      current.hide = toast({ text });
      return;
    }
    const keys = action === "undo" ? "Ctrl Z" : "Ctrl Shift Z";
    current.hide = toast({ text, action: { label: t(`common.${action}`), keys, run: () => turn(action, step) } });
  }

  /** One after the other: a held key must not send the same id twice. */
  function turn(action: "undo" | "redo", step: Step) {
    const { current } = state;
    const [from, to] = action === "undo" ? [current.done, current.undone] : [current.undone, current.done];
    const at = from.indexOf(step);
    if (at < 0) return;
    from.splice(at, 1);
    current.hide();
    current.busy = current.busy.then(async () => {
      try {
        const back = await takeBack(call, step);
        if (back.length > 0) to.push(back);
        show(t(action === "undo" ? "common.undone" : "common.redone"), action === "undo" ? "redo" : "undo", back);
      } catch (error) {
        toast({ text: sayFailure(t, toFailure(error)), tone: "failed" });
      }
    });
  }

  function last(action: "undo" | "redo"): boolean {
    const step = (action === "undo" ? state.current.done : state.current.undone).at(-1);
    if (step) turn(action, step);
    return step !== undefined;
  }

  return {
    offer(text, ...given) {
      const step = given.filter((one) => one !== undefined);
      if (step.length > 0) {
        state.current.done.push(step);
        state.current.undone.length = 0;
      }
      show(text, "undo", step);
    },
    undo: () => last("undo"),
    redo: () => last("redo"),
  };
}

/** Gives the window its undo, and its keys. */
export function UndoProvider({ children }: { children: ReactNode }) {
  const stacks = useUndoStacks();
  const latest = useRef(stacks);
  latest.current = stacks;
  const undo = useMemo<Undo>(() => ({ offer: (...args) => latest.current.offer(...args) }), []);
  const { t } = useTranslation();
  const group = t("palette.global");
  useCommands([
    { id: "undo", label: t("deeds.undo"), group, keys: ["Mod+z"], run: () => stacks.undo() },
    { id: "redo", label: t("deeds.redo"), group, keys: ["Mod+Shift+z", "Mod+y"], run: () => stacks.redo() },
  ]);
  return <UndoContext value={undo}>{children}</UndoContext>;
}

/** The window's undo. */
export function useUndo(): Undo {
  const undo = useContext(UndoContext);
  if (!undo) throw new Error("outside UndoProvider");
  return undo;
}
