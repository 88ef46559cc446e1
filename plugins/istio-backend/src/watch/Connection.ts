import type { AgentOptions } from 'node:https';

/** Where a cluster is, how it proves itself and how we do. */
export interface Connection {
  server: URL;
  headers: Record<string, string>;
  tls: Pick<
    AgentOptions,
    | 'ca'
    | 'cert'
    | 'key'
    | 'pfx'
    | 'passphrase'
    | 'rejectUnauthorized'
    | 'servername'
  >;
}
