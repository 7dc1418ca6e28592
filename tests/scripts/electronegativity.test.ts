// What the independent checker finds must be explained one by one.
import { expect, test } from "vitest";
import { explain, findingsOf, unseen } from "../../scripts/electronegativity-findings.ts";

const HEAD = "issue, severity, confidence, filename, location, sample, description, url";
const line = (id: string, file: string, severity = "MEDIUM") =>
  `${id},"${severity}","FIRM","/x/app/src-main/${file}","47:42","open(a, "b")","Review",https://example.com/${id}`;
const explained = (id: string, file: string, severity?: string) =>
  findingsOf(`${HEAD}\n${line(id, file, severity)}\n`).map(explain)[0] !== undefined;

test("a report is read: check, severity, file and line, whatever its samples hold", () => {
  const csv = [HEAD, line("OPEN_EXTERNAL_JS_CHECK", "host/electron/security.js"), 'more of a sample, "x"', ""].join(
    "\r\n",
  );
  expect(findingsOf(csv)).toEqual([
    { id: "OPEN_EXTERNAL_JS_CHECK", severity: "MEDIUM", file: "/x/app/src-main/host/electron/security.js", line: 47 },
  ]);
});

test("a report that cannot be understood is not taken for a clean one", () => {
  expect(() => findingsOf("")).toThrow("not a report");
  expect(() => findingsOf(`${HEAD}\nSANDBOX_JS_CHECK,HIGH,somewhere`)).toThrow("not understood");
});

test("what was explained in one file is a new question in another, and so is every other finding", () => {
  expect(explained("OPEN_EXTERNAL_JS_CHECK", "host/electron/security.js")).toBe(true);
  expect(explained("OPEN_EXTERNAL_JS_CHECK", "host/electron/tray.js")).toBe(false);
  expect(explained("CONTEXT_ISOLATION_JS_CHECK", "host/electron/window.js", "HIGH")).toBe(false);
  expect(explained("NODE_INTEGRATION_JS_CHECK", "host/electron/window.js")).toBe(false);
});

test("a window that it does not speak of was not seen", () => {
  const only = findingsOf(`${HEAD}\n${line("PRELOAD_JS_CHECK", "host/electron/window.js")}`);
  expect(unseen(only)).toEqual(["host/electron/widget.js"]);
});
