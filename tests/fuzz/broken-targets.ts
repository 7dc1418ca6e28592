// Targets with a planted fault each: what the fuzzing must find.
import fc from "fast-check";
import { Failure } from "../../src-preload/contract/failure.ts";
import { target } from "./target.ts";

const words = fc.string({ minLength: 0, maxLength: 30 });

export const TARGETS = [
  target({
    name: "refuses",
    inputs: words,
    open: async () => ({
      entry: (text) => {
        if (text.length > 3) throw new Failure("malformed");
      },
    }),
  }),
  target({
    name: "throws",
    inputs: words,
    open: async () => ({
      entry: (text) => {
        if (text.length > 3) throw new TypeError("planted");
      },
    }),
  }),
  target({
    name: "calls it a bug",
    inputs: words,
    open: async () => ({
      entry: (text) => {
        if (text.length > 3) throw new Failure("bug", { detail: "planted" });
      },
    }),
  }),
  target({
    name: "hangs",
    inputs: words,
    open: async () => ({
      entry: (text) => {
        while (text.length > 3);
      },
    }),
  }),
  target({
    name: "throws where nobody catches",
    inputs: words,
    open: async () => ({
      entry: async (text) => {
        if (text.length > 3)
          setImmediate(() => {
            throw new TypeError("planted");
          });
        await new Promise((resolve) => setTimeout(resolve, 5));
      },
    }),
  }),
];
