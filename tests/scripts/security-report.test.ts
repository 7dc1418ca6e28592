// What `npm run test:security` makes of the table of promises and of the runners' reports.
import { describe, expect, it } from "vitest";
import { describeSecurity, patternOf, promisesIn, runnerOf, verdictOf } from "../../scripts/security-report.ts";

const row = {
  rule: "K1",
  behaviour: "Passwords are in no file",
  test: "`tests/flows/secrets.test.ts` > are in no file",
};
const promised = { rule: "K1", behaviour: "b", file: "tests/flows/secrets.test.ts", name: "are in no file" };
const NAME = "tests/flows/secrets.test.ts > passwords > are in no file";

describe("the promises of a table", () => {
  it("name a file and a test, or a whole file", () => {
    const [named, whole] = promisesIn([row, { ...row, test: "`tests/a.test.ts`" }]);
    expect(named).toMatchObject({ file: "tests/flows/secrets.test.ts", name: "are in no file" });
    expect(whole).toEqual({ rule: "K1", behaviour: row.behaviour, file: "tests/a.test.ts" });
  });

  it("without a test are refused", () => {
    expect(() => promisesIn([{ ...row, test: "open" }])).toThrow("K1 names no test");
  });

  it.each([
    ["tests/host/net.test.ts", "unit"],
    ["tests/src-renderer/mail-reader.browser.test.tsx", "browser"],
    ["tests/e2e/browser/mail-safety.spec.ts", "browser-host"],
    ["tests/e2e/electron/security.spec.ts", "electron"],
  ])("%s is run by %s", (file, runner) => expect(runnerOf(file)).toBe(runner));
});

describe("a promise", () => {
  it("is kept when its test passed, whatever else in the file was not run", () => {
    const other = { name: NAME.replace("no file", "one file"), state: "failed" } as const;
    const longer = { name: `${NAME}, whatever happens`, state: "passed" } as const;
    expect(verdictOf(promised, { tests: [other, longer] })).toMatchObject({ state: "passed" });
  });

  it("is broken by one failed case of a table of cases", () => {
    const name = "is refused as %s, over $protocol";
    const tests = [
      { name: "tests/flows/secrets.test.ts > is refused as a page, over http", state: "passed" },
      { name: "tests/flows/secrets.test.ts > is refused as a file, over ws", state: "failed" },
    ] as const;
    expect(verdictOf({ ...promised, name }, { tests })).toMatchObject({ state: "failed", reason: tests[1].name });
    expect(tests.every((test) => new RegExp(patternOf([name])).test(test.name))).toBe(true);
  });

  it("is broken when no test of that name was run, and when only one of another file was", () => {
    expect(verdictOf(promised, { tests: [] }).state).toBe("failed");
    const tests = [{ name: NAME.replace("secrets", "others"), state: "passed" }] as const;
    expect(verdictOf(promised, { tests }).reason).toContain("no such test was run");
  });

  it("is skipped with the reason of the test, or of its runner", () => {
    const tests = [{ name: NAME, state: "skipped", reason: "there is no Radicale" }] as const;
    expect(verdictOf(promised, { tests })).toMatchObject({ state: "skipped", reason: "there is no Radicale" });
    expect(verdictOf(promised, { tests: [], skipped: "no Chromium" })).toMatchObject({ reason: "no Chromium" });
  });
});

it("the table ends with the counts alone", () => {
  const base = { rule: "K1", behaviour: "b" };
  const text = describeSecurity([
    { ...base, state: "passed" },
    { ...base, state: "skipped", reason: "why" },
  ]);
  expect(text.split("\n").at(-1)).toBe("1 passed, 0 failed, 1 skipped");
  expect(text).toContain("skipped  b (why)");
});
