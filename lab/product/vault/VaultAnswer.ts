/** An answer of Vault's HTTP API. */
export interface VaultAnswer {
  status: number;
  body?: unknown;
}
