// Where the endpoints are, for clients that ask.
import type { Page, Service } from "./service.ts";

/** What a client may ask to find the endpoints (OpenID Connect Discovery). */
export function discovery({ url }: Service, tenant: string): Page {
  const base = `${url()}/${tenant}`;
  return {
    status: 200,
    body: {
      issuer: `https://login.microsoftonline.com/${tenant === "common" ? "{tenantid}" : tenant}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_modes_supported: ["query", "fragment", "form_post"],
      response_types_supported: ["code"],
      id_token_signing_alg_values_supported: ["RS256"],
      subject_types_supported: ["pairwise"],
      scopes_supported: ["openid", "profile", "email", "offline_access"],
    },
  };
}

/** MSAL asks this of an authority it does not know. */
export function instances({ url }: Service): Page {
  const host = new URL(url()).host;
  const aliases = [host, "login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"];
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${url()}/common/v2.0/.well-known/openid-configuration`,
      "api-version": "1.1",
      metadata: [{ preferred_network: "login.microsoftonline.com", preferred_cache: "login.windows.net", aliases }],
    },
  };
}
