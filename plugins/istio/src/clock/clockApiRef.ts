import { createApiRef } from '@backstage/frontend-plugin-api';

/** Tells the time; replaced where ages must not move, as in screenshots. */
export interface Clock {
  now(): Date;
}

/**
 * Optional: without a registered clock the time of the browser counts.
 *
 * @internal
 */
export const clockApiRef = createApiRef<Clock>().with({
  id: 'plugin.istio.clock',
  pluginId: 'istio',
});
