// An API that electron.d.ts has and the stand-in has not must fail where it is touched, not return undefined.
import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

let declared: Map<string, Set<string>> | undefined;

/** Ends the prototype chain of one of our classes with a proxy that throws for members only Electron's class has.
 *  @param names the classes or interfaces of electron.d.ts it stands for */
export function failLoudly(prototype: object, ...names: string[]): void {
  let last = prototype;
  for (let next = Object.getPrototypeOf(last); next && !isRoot(next); next = Object.getPrototypeOf(last)) last = next;
  const base = Object.getPrototypeOf(last) ?? Object.prototype;
  const guarded = new Proxy(base, {
    get(target, key, receiver) {
      if (typeof key === "string" && !(key in target) && names.some((name) => isDeclared(name, key))) {
        throw new Error(`electron stand-in: ${names[0]}.${key} is not implemented`);
      }
      return Reflect.get(target, key, receiver);
    },
  });
  Object.setPrototypeOf(last, guarded);
}

/** The same for a plain object of functions. */
export function failLoudlyObject<T extends object>(object: T, name: string): T {
  failLoudly(object, name);
  return object;
}

function isRoot(prototype: object): boolean {
  return prototype === Object.prototype || prototype === EventEmitter.prototype;
}

function isDeclared(className: string, member: string): boolean {
  declared ??= readDeclarations();
  return declared.get(className)?.has(member) ?? false;
}

/** Every member's name by class, read from electron.d.ts; its layout (two and four spaces) is generated and stable. */
function readDeclarations(): Map<string, Set<string>> {
  const file = createRequire(import.meta.url).resolve("electron/electron.d.ts");
  const members = new Map<string, Set<string>>();
  let current: Set<string> | undefined;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const opened = /^ {2}(?:class|interface) (\w+)/.exec(line)?.[1];
    if (opened) {
      current = members.get(opened) ?? new Set();
      members.set(opened, current);
    }
    const member = /^ {4}(?:readonly |static )*(\w+)\??[(:<]/.exec(line)?.[1];
    if (member) current?.add(member);
  }
  return members;
}
