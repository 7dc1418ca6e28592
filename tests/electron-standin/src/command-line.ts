// Electron's own command line: `electron [-r module] [switches] path [arguments]`.

/** The parts of one command line. */
export interface Launch {
  /** Modules to require before the app (`-r`). */
  readonly required: string[];
  /** Chromium switches before the app's path, and after: name to value. */
  readonly switches: Map<string, string>;
  /** The app's folder or entry file. */
  readonly app: string | undefined;
}

/** @param args process.argv without the executable */
export function readCommandLine(args: readonly string[]): Launch {
  const required: string[] = [];
  const switches = new Map<string, string>();
  let app: string | undefined;
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? "";
    if (app === undefined && (argument === "-r" || argument === "--require")) required.push(args[++at] ?? "");
    else if (argument.startsWith("--")) {
      const [name = "", ...value] = argument.slice(2).split("=");
      switches.set(name, value.join("="));
    } else if (!argument.startsWith("-")) app ??= argument;
  }
  return { required, switches, app };
}

/** `app.commandLine` over the switches given. */
export function commandLineOver(switches: Map<string, string>) {
  return {
    hasSwitch: (name: string) => switches.has(name),
    getSwitchValue: (name: string) => switches.get(name) ?? "",
    appendSwitch: (name: string, value = "") => void switches.set(name, value),
  };
}
