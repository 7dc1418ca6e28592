// A further one-time address of a browser host that already runs, minted by that host.
import { Failure } from "../../src-preload/contract/failure.ts";
import { readHostFile } from "../host/browser/host-file.ts";
import { pageAddress } from "../serve.ts";
import { isAlive, post } from "./running-instance.ts";

interface PageAddress {
  readonly url: string;
  readonly token: string;
  readonly port: number;
  readonly pid: number;
}

const TIMEOUT_MS = 5000;

/** Asks the browser host on this folder, found by its `browser.json`.
 *  @throws Failure invalid-input when none runs there */
export async function askForAddress(data: string): Promise<PageAddress> {
  const host = await readHostFile(data);
  if (host !== undefined && isAlive(host.pid)) {
    const to = { port: host.port, token: host.adminKey };
    const answer = await post(to, "/token", "", TIMEOUT_MS).catch(() => undefined);
    if (answer?.status === 200) {
      const { token } = JSON.parse(answer.text);
      return { url: pageAddress(host.port, token), token, port: host.port, pid: host.pid };
    }
  }
  throw new Failure("invalid-input", { detail: `no browser host runs on ${data}; start one with "cadran serve"` });
}
