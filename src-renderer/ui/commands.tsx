// Every deed of the view that has a name: bound to its keys while it can be done, listed by the palette and by `?`.
import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef, useState } from "react";
import { type Bindings, useKeys } from "./keys.ts";

/** Something a person can do now. */
export interface Command {
  /** Stable name, e.g. `agenda.today`; a later one of the same name replaces an earlier one, keys included. */
  readonly id: string;
  /** In the language of the page. */
  readonly label: string;
  /** Heading it is listed under, in the language of the page. */
  readonly group: string;
  /** Combinations as ui/keys.ts writes them; the first is the one shown. */
  readonly keys?: readonly string[];
  /** More words to find it by. */
  readonly words?: string;
  /** Bound and listed by `?`, but of no use in the palette: moving a selection. */
  readonly keysOnly?: boolean;
  /** Offered on every page, and gives way to a page's own command of the same name. */
  readonly general?: boolean;
  /** False lets the key through. */
  readonly run: (event?: KeyboardEvent) => unknown;
}

/** The commands of everything on screen. */
interface Registry {
  readonly add: (list: RefObject<readonly Command[]>) => () => void;
  readonly all: () => readonly Command[];
}

/** Keys of the person's own, by the name of the command; an empty text: none. */
type OwnKeys = Readonly<Record<string, string>>;
const CommandsContext = createContext<{ registry: Registry; lettersOff: boolean; own: OwnKeys } | undefined>(undefined);
const NO_KEYS: OwnKeys = {};

function withOwn(command: Command, own: OwnKeys): Command {
  const keys = own[command.id];
  return keys === undefined ? command : { ...command, keys: keys === "" ? [] : [keys] };
}

function createRegistry(): Registry {
  const lists = new Set<RefObject<readonly Command[]>>();
  return {
    add(list) {
      lists.add(list);
      return () => lists.delete(list);
    },
    all() {
      const offered = [...lists].flatMap(({ current }) => current);
      const general = offered.filter((one) => one.general);
      const own = offered.filter((one) => !one.general);
      return [...new Map([...general, ...own].map((one) => [one.id, one])).values()];
    },
  };
}

/** Gives the page its list of commands.
 *  @param lettersOff keys without Ctrl, ⌘ or Alt do nothing, except arrows, F keys, Delete and Esc */
export function CommandsProvider(props: { lettersOff: boolean; own?: OwnKeys | undefined; children: ReactNode }) {
  const { lettersOff, own = NO_KEYS, children } = props;
  const [registry] = useState(createRegistry);
  return <CommandsContext value={{ registry, lettersOff, own }}>{children}</CommandsContext>;
}

function useRegistry() {
  const context = useContext(CommandsContext);
  if (!context) throw new Error("outside CommandsProvider");
  return context;
}

/** `t`, and `g h` too. */
const isLetter = (combination: string) => combination.split(" ").every((key) => key.length === 1);

/** Offers commands while the component is there, and binds their keys. */
export function useCommands(offered: readonly Command[]): void {
  const { registry, lettersOff, own } = useRegistry();
  const commands = offered.map((one) => withOwn(one, own));
  const current = useRef(commands);
  useEffect(() => {
    current.current = commands;
  });
  useEffect(() => registry.add(current), [registry]);
  const bindings: Bindings = Object.fromEntries(
    commands.flatMap((command) => {
      const { keys = [], run } = command;
      const isReplaced = () => registry.all().find(({ id }) => id === command.id) !== command;
      const press = (event: KeyboardEvent) => (isReplaced() ? false : run(event));
      return keys.filter((one) => !(lettersOff && isLetter(one))).map((one) => [one, press] as const);
    }),
  );
  useKeys(bindings);
}

/** Reads all commands of this moment: for the palette and `?`, when they open. */
export function useAllCommands(): () => readonly Command[] {
  return useRegistry().registry.all;
}
