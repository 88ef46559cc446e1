import type { JwtIntent } from '../build/jwt/jwtIntent';
import { intentChangeName } from '../build/intentPlace';
import type { ChangeInput } from './changeCheck';

/**
 * The id that the change had before rules of tokens were named by namespace:
 * what it wrote then is its own still, and no run of this one takes it away.
 *
 * @internal
 */
export function formerChange({
  kind,
  intent,
  change,
}: Pick<ChangeInput, 'kind' | 'intent' | 'change'>): string | undefined {
  if (change === undefined || kind !== 'jwt') return undefined;
  // An intent of kind jwt has passed its schema.
  const { cluster, gateway, name, namespace } = intent as unknown as JwtIntent;
  if (namespace === undefined) return undefined;
  const place = { cluster, namespace: gateway.namespace, name };
  const head = change.slice(0, change.lastIndexOf('/') + 1);
  return `${head}${intentChangeName(kind, place)}`;
}
