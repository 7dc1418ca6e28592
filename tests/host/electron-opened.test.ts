import { describe, expect, test } from "vitest";
import { openedAddress, openedBy, openedFile } from "../../src-main/host/electron/opened.ts";

const cwd = "/home/alice";
const compose = (mailto: string) => ({ kind: "ask", ask: { ask: "compose", mailto } });
const subscribe = (url: string) => ({ kind: "ask", ask: { ask: "subscribe", url } });
const file = (path: string, holds = "events") => ({ kind: "file", path, holds });

describe("a command line", () => {
  test("opens addresses and calendar files in their order, whatever options stand between them", () => {
    const argv = [
      "/opt/cadran",
      "--hidden",
      "mailto:bob@example.com?subject=Hi",
      "plan.ics",
      "--flag=x",
      "webcal://a.example/b",
    ];
    expect(openedBy(argv, cwd)).toEqual([
      compose("mailto:bob@example.com?subject=Hi"),
      file("/home/alice/plan.ics"),
      subscribe("webcal://a.example/b"),
    ]);
  });

  test("opens nothing by the program, by an option or by the folder of the data", () => {
    expect(openedBy(["/srv/app.ics", ".", "--data", "/data/old.ics", "--data=/x.ics"], cwd)).toEqual([]);
    expect(openedBy([], cwd)).toEqual([]);
  });
});

describe("an address", () => {
  test("is one the app is registered for, in any case of letters", () => {
    expect(openedAddress("MAILTO:bob@example.com")).toEqual(compose("MAILTO:bob@example.com"));
    expect(openedAddress("webcals://a.example/b.ics")).toEqual(subscribe("webcals://a.example/b.ics"));
  });

  test.each(["https://a.example/", "javascript:alert(1)", "file:///etc/passwd", "webcal:a.example", ""])(
    "is not %j",
    (address) => {
      expect(openedAddress(address)).toBeUndefined();
    },
  );

  test("is none when it is longer than anybody's click", () => {
    expect(openedAddress(`mailto:${"a".repeat(40_000)}`)).toBeUndefined();
  });
});

describe("a file", () => {
  test("is a calendar by its extension, by path or by address, relative to where it was said", () => {
    expect(openedFile("../b/Plan.ICS", cwd)).toEqual(file("/home/b/Plan.ICS"));
    expect(openedFile("file:///tmp/caf%C3%A9.ics", cwd)).toEqual(file("/tmp/café.ics"));
  });

  test("is a message by its extension", () => {
    expect(openedFile("Letter.EML", cwd)).toEqual(file("/home/alice/Letter.EML", "mail"));
  });

  test.each(["/tmp/a.txt", "file://elsewhere.example/a.ics", "/tmp/a.ics.exe", "/tmp/a.eml.lnk", "file:///%zz.ics"])(
    "is not %j",
    (path) => {
      expect(openedFile(path, cwd)).toBeUndefined();
    },
  );
});
