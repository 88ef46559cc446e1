import { createHash } from 'node:crypto';
import type { PodTemplate } from './Pod';

const ALPHABET = 'bcdf2456789ghjkl';

/** Keys sorted, so that the order in which fields were written does not count. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, canonical(part)]),
  );
}

/** Text in the alphabet of Kubernetes' generated names, the same for the same input. @internal */
export function stableSuffix(text: string, length: number): string {
  const digest = createHash('sha256').update(text).digest('hex');
  return [...digest.slice(0, length)]
    .map(digit => ALPHABET[parseInt(digit, 16)])
    .join('');
}

/** What tells the ReplicaSets of one Deployment apart: a hash of the pod template. @internal */
export function podTemplateHash(template: PodTemplate): string {
  return stableSuffix(JSON.stringify(canonical(template)), 10);
}
