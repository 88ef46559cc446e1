import type { SupplyFacts } from '@meshwright/backstage-plugin-istio-common';

/** The worst of what is known of the images, as a key below `supply.`. */
export function supplyWord(
  supply: SupplyFacts,
): 'blocked' | 'elsewhere' | 'unknown' | 'fine' {
  if (supply.blocked.length > 0) return 'blocked';
  if (supply.images.some(({ allowed }) => allowed === false)) {
    return 'elsewhere';
  }
  return supply.tone === 'unknown' ? 'unknown' : 'fine';
}
