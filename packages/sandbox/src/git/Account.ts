/** Who may use the forge, and for what. @public */
export interface ForgeAccount {
  name: string;
  /** Both the password and the API token. */
  token: string;
  access: 'read' | 'write';
  fullName?: string;
  email?: string;
}

/** The address commits and API answers give for an account. @internal */
export function accountEmail(account: Pick<ForgeAccount, 'name' | 'email'>) {
  return account.email ?? `${account.name}@example.com`;
}
