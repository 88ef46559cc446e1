import { KubeFailure } from './KubeFailure';
import type { KubeTransport } from './KubeTransport';
import { readBody } from './readBody';

const LONGEST_ANSWER = 1024 * 1024;
const LONGEST_WAIT_MS = 10_000;

/**
 * Asks for the version of a cluster. Every answer but a refused credential or
 * a server error means that it is there; whether we may read something is for
 * each type to find out.
 */
export async function probeCluster(
  transport: KubeTransport,
  signal: AbortSignal,
): Promise<void> {
  const response = await transport.get({ path: '/version', signal });
  await readBody(response.body, {
    maxBytes: LONGEST_ANSWER,
    timeoutMs: LONGEST_WAIT_MS,
  });
  if (response.status === 401) {
    throw new KubeFailure(
      'unauthenticated',
      'the credential is refused (401); check the token of the reader',
    );
  }
  if (response.status >= 500) {
    throw new KubeFailure(
      'unreachable',
      `the API server answers ${response.status}`,
    );
  }
}
