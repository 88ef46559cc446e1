import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { notesOf } from './noteRule';

function autoAllocates({ index }: AssessScope): boolean {
  return [...index.all('configmap')].some(
    config => notesOf(config, 'auto-allocates').length > 0,
  );
}

/**
 * TCP has no host name: without an address the port stands for every address.
 * Source: pkg/config/analysis/analyzers/serviceentry/protocoladdresses.go.
 */
export const serviceEntryAddresses = objectRule({
  name: 'service-entry-addresses',
  raises: ['addressesRequired'],
  subjects: ['serviceentry'],
  reads: [
    ['serviceentries.networking.istio.io', 'serviceentry'],
    ['configmaps', 'configmap'],
  ],
  *judge({ scope }, entry): Iterable<RawFinding> {
    const [needed] = notesOf(entry, 'addresses-needed');
    if (!needed || scope.memo(autoAllocates, undefined)) return;
    const ports = (needed.details ?? []).join(', ');
    yield {
      kind: 'addressesRequired',
      object: entry,
      cause: `${nameOf(
        entry.ref,
      )} has no address and serves TCP on port ${ports}, which takes the traffic of that port to any address`,
      fix: 'Set spec.addresses, or name the protocol (HTTP, TLS) of the port.',
    };
  },
});
