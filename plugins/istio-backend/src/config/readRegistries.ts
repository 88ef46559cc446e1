import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const KEY = 'istio.registries';

/** `registry.example.com[:port]/path`, or a path on Docker Hub. */
const ENTRY = /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/;

/**
 * Reads `istio.registries`. An empty list would call every image wrong and is
 * refused, as is an entry that no image can begin with.
 */
export function readRegistries(config: Config): string[] | undefined {
  const registries = config.getOptionalStringArray(KEY);
  if (!registries) return undefined;
  if (registries.length === 0) {
    throw new InputError(
      `${KEY} is empty, so no image would be allowed; remove the key to allow any`,
    );
  }
  for (const registry of registries) {
    const name = registry.split('/').at(-1) ?? '';
    const isTagged = registry.includes('/') && name.includes(':');
    if (!ENTRY.test(registry) || registry.includes('://') || isTagged) {
      throw new InputError(
        `${KEY}: '${registry}' is no registry; write it as images do, without scheme and tag: registry.example.com/istio`,
      );
    }
  }
  return registries;
}
