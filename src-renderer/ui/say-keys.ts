// Key combinations as they are written on the keyboard in front of the person.

const isMac = () => typeof navigator !== "undefined" && /Mac|iP(?:hone|ad|od)/.test(navigator.platform);

const NAMES: Readonly<Record<string, readonly [mac: string, other: string]>> = {
  Mod: ["⌘", "Ctrl"],
  Alt: ["⌥", "Alt"],
  Shift: ["⇧", "Shift"],
  Enter: ["↵", "↵"],
  Escape: ["Esc", "Esc"],
  ArrowUp: ["↑", "↑"],
  ArrowDown: ["↓", "↓"],
  ArrowLeft: ["←", "←"],
  ArrowRight: ["→", "→"],
  Delete: ["⌦", "Del"],
  " ": ["Space", "Space"],
};

function sayKey(key: string, mac: boolean): string {
  const named = NAMES[key];
  if (named) return named[mac ? 0 : 1];
  return key.length === 1 ? key.toUpperCase() : key;
}

/** Keys to press, one cap each: `Mod+Shift+l` → Ctrl, Shift, L; `g h` → G, H. */
export function keyCaps(combination: string, mac = isMac()): readonly string[] {
  if (combination === " ") return ["Space"];
  return combination.split(" ").flatMap((step) => {
    const keys = step === "+" ? ["+"] : step.split(/\+(?=.)/u);
    return keys.map((key) => sayKey(key, mac));
  });
}

/** In one text: `Ctrl Shift L`. */
export const sayKeys = (combination: string) => keyCaps(combination).join(" ");
