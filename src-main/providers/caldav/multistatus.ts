// Multistatus and error bodies (RFC 4918 §13, §16) as plain data.
import { child, childrenOf, parseXml, type XmlElement } from "./xml.ts";

export const DAV = "DAV:";
export const CALDAV = "urn:ietf:params:xml:ns:caldav";

/** One `response`: a resource with the properties it has, or with a status of its own. */
export interface DavRow {
  /** As spelled by the server. */
  readonly href: string;
  /** Response-level status only: a 404 in a propstat merely means that a property is missing (R24). */
  readonly status?: number;
  /** Properties of the propstats that succeeded. */
  readonly properties: readonly XmlElement[];
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
  const good = childrenOf(response, DAV, "propstat").filter((propstat) => {
    const of = statusOf(propstat);
    return of === undefined || (of >= 200 && of < 300);
  });
  const properties = good.flatMap((propstat) => child(propstat, DAV, "prop")?.children ?? []);
  const hrefs = childrenOf(response, DAV, "href").map((href) => href.text.trim());
  return hrefs.map((href) => ({ href, properties, conditions, ...(status !== undefined && { status }) }));
}

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

/** A strong entity tag with its quotes; undefined for weak ones and none (R48). */
export function strongEtag(value: string | undefined): string | undefined {
  const tag = value?.trim() ?? "";
  if (tag === "" || /^W\//i.test(tag)) return undefined;
  return tag.startsWith('"') ? tag : `"${tag}"`;
}
