/** What is known of the requests that are judged; what is absent may be anything. */
export interface RequestFacts {
  /** Host name without a port, possibly a wildcard; clients may add any port. */
  readonly host?: string;
  /** The exact `:authority`, for a request that is known whole. Beats `host`. */
  readonly authority?: string;
  /** Port that the proxy listens on for the requests. */
  readonly port?: number;
  readonly path?: string;
  readonly method?: string;
  /** A token that was validated; absent: no token. */
  readonly token?: {
    /** Issuers that a token may have; undefined stands for any. */
    readonly issuers: ReadonlyArray<string | undefined>;
    readonly subject?: string;
  };
  /**
   * SPIFFE identities by which policies may know the client (one for each name
   * of its trust domain); null: none, because no mTLS is spoken.
   */
  readonly peer?: readonly string[] | null;
}
