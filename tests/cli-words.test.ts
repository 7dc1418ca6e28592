import { describe, expect, test } from "vitest";
import { parseCommandLine, USAGE } from "../src-main/cli/command-line.ts";
import { decodeCalendarFile } from "../src-main/cli/file-text.ts";
import { defaultDataFolder } from "../src-main/host/default-folder.ts";

const parse = (...words: string[]) => parseCommandLine(words, "/here");

describe("words", () => {
  test.each([
    [["serve"], { verb: "serve", port: 0 }],
    [["serve", "--data", "d", "--port", "8080"], { verb: "serve", data: "/here/d", port: 8080 }],
    [["--data=/abs", "open"], { verb: "open", data: "/abs" }],
    [["sync"], { verb: "sync" }],
    [["sync", "--account", "a", "--calendar", "c"], { verb: "sync", accountId: "a", calendarId: "c" }],
    [["call", "app.info"], { verb: "call", name: "app.info", json: "{}" }],
    [["call", "app.info", "-"], { verb: "call", name: "app.info", json: "-" }],
    [["call", "settings.set", '{"locale":"fr"}'], { verb: "call", name: "settings.set", json: '{"locale":"fr"}' }],
    [["import", "f.ics", "--calendar", "c"], { verb: "import", file: "/here/f.ics", calendarId: "c" }],
    [["--help"], { verb: "help" }],
    [["sync", "-h"], { verb: "help" }],
    [["--version"], { verb: "version" }],
  ])("%j are understood", (words, command) => {
    expect(parse(...words)).toEqual(command);
  });

  test.each([
    [[], "a command is missing"],
    [["fly"], '"fly"'],
    [["constructor"], '"constructor"'],
    [["call"], "needs the name of a call"],
    [["call", "app.info", "{}", "more"], '"more"'],
    [["import"], "needs a file"],
    [["import", "a.ics", "b.ics"], '"b.ics"'],
    [["serve", "now"], '"now"'],
    [["sync", "--port", "1"], "--port"],
    [["open", "--calendar", "c"], "--calendar"],
    [["serve", "--port", "70000"], '"70000"'],
    [["serve", "--port", "-1"], "port"],
    [["serve", "--port", "8o"], '"8o"'],
    [["sync", "--what"], "--what"],
    [["sync", "--data"], "--data"],
    [["sync", "--data="], "--data"],
  ])("%j are refused as invalid-input, naming what is wrong", (words, part) => {
    expect(() => parse(...words)).toThrow(expect.objectContaining({ reason: "invalid-input" }));
    expect(() => parse(...words)).toThrow(part);
  });

  test.each(["nope", "__proto__", "agenda"])("the call %s is refused as unknown-call", (name) => {
    expect(() => parse("call", name)).toThrow(expect.objectContaining({ reason: "unknown-call" }));
  });

  test("the usage names every command and how to keep a password off the command line", () => {
    for (const verb of ["serve", "open", "sync", "call", "import"])
      expect(USAGE).toMatch(new RegExp(`^  ${verb} `, "m"));
    expect(USAGE).toContain("call accounts.add - <");
  });
});

describe("the default data folder", () => {
  const at = (platform: NodeJS.Platform, env = {}) => defaultDataFolder({ env, platform, home: "/home/u" });

  test("CADRAN_DATA decides everywhere", () => {
    for (const platform of ["linux", "darwin", "win32"] as const)
      expect(at(platform, { CADRAN_DATA: "/d" })).toBe("/d");
  });

  test("Linux follows the XDG Base Directory specification, which ignores a relative path", () => {
    expect(at("linux")).toBe("/home/u/.local/share/cadran");
    expect(at("linux", { XDG_DATA_HOME: "/x" })).toBe("/x/cadran");
    expect(at("linux", { XDG_DATA_HOME: "x" })).toBe("/home/u/.local/share/cadran");
  });

  test("macOS and Windows have their own places", () => {
    expect(at("darwin")).toBe("/home/u/Library/Application Support/Cadran");
    expect(at("win32", { APPDATA: "/home/u/Roaming" })).toBe("/home/u/Roaming/Cadran");
    expect(at("win32")).toBe("/home/u/AppData/Roaming/Cadran");
  });
});

describe("a calendar file's text", () => {
  test("is UTF-8, its byte order mark dropped", () => {
    expect(decodeCalendarFile(Buffer.from("\uFEFFSUMMARY:Été"))).toBe("SUMMARY:Été");
  });

  test("is Windows-1252 when it cannot be UTF-8", () => {
    expect(decodeCalendarFile(Buffer.from("SUMMARY:\xC9t\xE9", "latin1"))).toBe("SUMMARY:Été");
  });
});
