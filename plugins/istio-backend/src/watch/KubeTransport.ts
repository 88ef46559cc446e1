import type { Readable } from 'node:stream';

/** A GET to a Kubernetes API. */
export interface KubeRequest {
  /** Path below the address of the cluster, `/api/v1/pods`. */
  path: string;
  query?: Record<string, string>;
  signal: AbortSignal;
}

/** The head of an answer; the body is still to be read. */
export interface KubeResponse {
  status: number;
  retryAfter?: string;
  body: Readable;
}

/**
 * The only door to a cluster: one that can read and nothing else.
 * `get` throws {@link KubeFailure} when no answer comes.
 */
export interface KubeTransport {
  get(request: KubeRequest): Promise<KubeResponse>;
  /** Reads the credential anew, after it was refused. */
  refreshCredential(): Promise<void>;
  /** Closes every socket. */
  close(): void;
}
