// People who can sign in on the local server.

export interface LoginUser {
  /** Object id in the directory. */
  readonly id: string;
  /** Directory. */
  readonly tenant: string;
  readonly address: string;
  readonly name: string;
  readonly isPersonal?: boolean;
  readonly proxyAddresses?: readonly string[];
}

/** The directory of all personal accounts. */
export const PERSONAL_TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad";
const CONTOSO = "5f0e6f5c-1111-4222-8333-0123456789ab";

export const WORK_USER: LoginUser = {
  id: "8d1c5b1e-0000-4000-8000-000000000001",
  tenant: CONTOSO,
  address: "alice@contoso.example.com",
  name: "Alice",
  proxyAddresses: ["SMTP:alice@contoso.example.com", "smtp:alice.sales@contoso.example.com"],
};

export const COLLEAGUE: LoginUser = {
  id: "8d1c5b1e-0000-4000-8000-000000000002",
  tenant: CONTOSO,
  address: "bob@contoso.example.com",
  name: "Bob",
};

export const PERSONAL_USER: LoginUser = {
  id: "00000000-0000-0000-6f1c-9a7d00000003",
  tenant: PERSONAL_TENANT,
  address: "camille@mail.example.org",
  name: "Camille",
  isPersonal: true,
};
