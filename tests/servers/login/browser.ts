#!/usr/bin/env node
// A browser without a window, for CADRAN_BROWSER: opens the sign-in page as a person's browser would, follows redirects, and
// posts the form that brings the answer to the loopback address. In a test it is called as a function.
import { pathToFileURL } from "node:url";
import { formOf } from "./pages.ts";

const MOST_STEPS = 10;

/** What was last shown. */
export interface Visit {
  readonly url: string;
  readonly status: number;
  readonly page: string;
}

/** Visits a page and everywhere it leads.
 *  @param language as the browser would prefer it
 *  @throws when a page does not answer, or leads on for ever */
export async function browse(url: string, language = "en"): Promise<Visit> {
  let request: { readonly url: string; readonly body?: URLSearchParams } = { url };
  for (let step = 0; step < MOST_STEPS; step++) {
    const { body } = request;
    const response = await fetch(request.url, {
      redirect: "manual",
      headers: { "Accept-Language": language },
      ...(body && { method: "POST", body }),
    });
    const page = await response.text();
    const next = response.headers.get("location");
    const form = formOf(page);
    if (next !== null) request = { url: new URL(next, request.url).href };
    // A form that people fill in is left to people.
    else if (form && page.includes("forms[0].submit()")) {
      request = { url: new URL(form.action, request.url).href, body: new URLSearchParams(form.fields) };
    } else return { url: request.url, status: response.status, page };
  }
  throw new Error("the page leads on for ever");
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { status } = await browse(process.argv.at(-1) ?? "");
  process.exitCode = status < 400 ? 0 : 1;
}
