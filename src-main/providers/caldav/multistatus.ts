// Multistatus and error bodies (RFC 4918 §13, §16) as plain data.
import { createHash } from "node:crypto";
import { child, childrenOf, parseXml, type XmlElement } from "./xml.ts";

/** Namespace of WebDAV (RFC 4918). */
export const DAV = "DAV:";
/** Namespace of CalDAV (RFC 4791). */
export const CALDAV = "urn:ietf:params:xml:ns:caldav";

/** One `response`: a resource with the properties it has, or with a status of its own. */
export interface DavRow {
  /** As spelled by the server. */
  readonly href: string;
  /** Response-level status only: a 404 in a propstat merely means that a property is missing (R24). */
  readonly status?: number;
  /** Properties of the propstats that succeeded. */
  readonly properties: readonly XmlElement[];
  /** Properties of the propstats that failed, each with its status (PROPPATCH, RFC 4918 §9.2). */
  readonly refused: readonly {
    readonly name: string;
    readonly status: number;
    readonly conditions: readonly Condition[];
  }[];
  /** Preconditions that failed. */
  readonly conditions: readonly Condition[];
}

/** A precondition element of an error body: `valid-sync-token`, `no-uid-conflict`, … */
export interface Condition {
  readonly name: string;
  /** The href inside, when there is one. */
  readonly href?: string;
  readonly text: string;
}

/** A 207: its responses in order; `token` is the sync-token of a sync-collection (RFC 6578 §6.4). */
export interface Multistatus {
  readonly rows: readonly DavRow[];
  readonly token?: string;
}

/** @returns undefined when the body is no whole multistatus */
export function parseMultistatus(body: string): Multistatus | undefined {
  const root = parseXml(body);
  if (root === undefined || root.space !== DAV || root.name !== "multistatus") return undefined;
  const token = child(root, DAV, "sync-token")?.text;
  return { rows: childrenOf(root, DAV, "response").flatMap(toRows), ...(token && { token }) };
}

function toRows(response: XmlElement): DavRow[] {
  const status = statusOf(response);
  const conditions = conditionsOf(child(response, DAV, "error"));
  const propstats = childrenOf(response, DAV, "propstat");
  const isGood = (propstat: XmlElement) => Math.floor((statusOf(propstat) ?? 200) / 100) === 2;
  const propsOf = (propstat: XmlElement) => child(propstat, DAV, "prop")?.children ?? [];
  const properties = propstats.filter(isGood).flatMap(propsOf);
  const refused = propstats
    .filter((propstat) => !isGood(propstat))
    .flatMap((propstat) => propsOf(propstat).map(({ name }) => ({ name, ...refusalIn(propstat) })));
  const hrefs = childrenOf(response, DAV, "href").map((href) => href.text.trim());
  return hrefs.map((href) => ({ href, properties, refused, conditions, ...(status !== undefined && { status }) }));
}

const refusalIn = (propstat: XmlElement) => ({
  status: statusOf(propstat) ?? 0,
  conditions: conditionsOf(child(propstat, DAV, "error")),
});

function statusOf(element: XmlElement): number | undefined {
  const code = /\s(\d{3})(?:\s|$)/.exec(child(element, DAV, "status")?.text ?? "")?.[1];
  return code === undefined ? undefined : Number(code);
}

/** Preconditions named in an error body; undefined when the body is no DAV error at all. */
export function parseError(body: string): readonly Condition[] | undefined {
  const root = parseXml(body);
  if (root === undefined || root.name !== "error" || root.space !== DAV) return undefined;
  return conditionsOf(root);
}

/** True for an error element with nothing in it at all, not even words of the vendor's own (R19). */
export function isBareError(body: string): boolean {
  const root = parseXml(body);
  return root?.name === "error" && root.space === DAV && root.children.length === 0 && root.text.trim() === "";
}

function conditionsOf(error: XmlElement | undefined): readonly Condition[] {
  const found = error?.children.filter((element) => element.space === DAV || element.space === CALDAV) ?? [];
  const said = error?.children.find((element) => element.name === "message")?.text ?? "";
  return found.map((element) => {
    const href = child(element, DAV, "href")?.text.trim();
    return { name: element.name, text: (element.text.trim() || said).slice(0, 200), ...(href && { href }) };
  });
}

/** A property's element. */
export function property(row: DavRow, space: string, name: string): XmlElement | undefined {
  return row.properties.find((element) => element.name === name && element.space === space);
}

/** Hrefs inside a property, e.g. every calendar home. */
export function hrefsIn(row: DavRow, space: string, name: string): readonly string[] {
  return childrenOf(property(row, space, name), DAV, "href").map((href) => href.text.trim());
}

/** True when the row's resource type holds that element. */
export function hasType(row: DavRow, space: string, name: string): boolean {
  return child(property(row, DAV, "resourcetype"), space, name) !== undefined;
}

/** A strong entity tag with its quotes; undefined for weak ones, our own content tags and none (R48). */
export function strongEtag(value: string | undefined): string | undefined {
  const tag = value?.trim() ?? "";
  if (tag === "" || /^W\//i.test(tag) || isContentTag(tag)) return undefined;
  return tag.startsWith('"') ? tag : `"${tag}"`;
}

/** Stands in for the entity tag of an item that has no strong one: tells a change, and never goes to a server (R35).
 *  No real tag looks so: those have quotes. */
export function contentTag(text: string): string {
  const plain = text.replaceAll("\r\n", "\n").trimEnd();
  return `content:${createHash("sha256").update(plain).digest("base64url")}`;
}

/** True for a tag that `contentTag` made. */
export function isContentTag(tag: string | undefined): boolean {
  return tag?.startsWith("content:") === true;
}
