// Signing in with a code typed on any device (RFC 8628): where no browser can be opened here.
import type { AuthenticationResult, DeviceCodeRequest } from "@azure/msal-node";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { SignInRequest, World } from "../provider.ts";
import { type GraphConfig, reroute, SCOPES } from "./config.ts";
import type { Exchange } from "./tokens-client.ts";

/** Shows the code and asks until somebody typed it.
 *  @param claims what an earlier refusal asked for, JSON
 *  @throws Failure sign-in-timeout when the code runs out, and what refusals mean */
export async function signInByCode(
  { app, signal }: Exchange,
  { progress }: SignInRequest,
  { world, config }: { world: World; config: GraphConfig },
  claims: string | undefined,
): Promise<AuthenticationResult> {
  const over = new AbortController();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const request: DeviceCodeRequest = {
    scopes: [...SCOPES],
    ...(claims !== undefined && { claims }),
    deviceCodeCallback: ({ userCode, verificationUri, expiresIn }) => {
      const ms = expiresIn * 1000;
      const url = reroute(config, verificationUri);
      progress({ way: "code", code: userCode, url, expiresAtMs: world.clock.nowMs() + ms });
      const ended = world.clock.sleep(ms, AbortSignal.any([signal, over.signal]));
      ended.then(() => reject(new Failure("sign-in-timeout")), reject);
    },
  };
  const asking = app.acquireTokenByDeviceCode(request);
  try {
    const result = await Promise.race([asking, late]);
    if (result === null) throw new Failure("sign-in-failed", { detail: "no answer" });
    return result;
  } finally {
    // MSAL sleeps between two questions and sees this when it wakes up: then nobody listens any more.
    request.cancel = true;
    asking.catch(() => undefined);
    late.catch(() => undefined);
    over.abort();
  }
}
