import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';

/** What is worth reading again. */
export interface ChangedView {
  entityRefs?: string[];
  clusters: string[];
}

/** Signals channel of the plugin. */
export const SIGNALS_CHANNEL = 'istio';

/**
 * Tells open pages that they may read again. Names are all a signal carries,
 * so everybody may hear it; what they may see is decided when they read.
 */
export function broadcastChanges(options: {
  signals: SignalsService;
  logger: LoggerService;
}): (view: ChangedView) => void {
  const { signals, logger } = options;
  return view => {
    signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: SIGNALS_CHANNEL,
        message: {
          type: 'entity-changed',
          clusters: view.clusters,
          ...(view.entityRefs && { entityRefs: view.entityRefs }),
        },
      })
      .catch(error => {
        logger.warn('Could not signal a change to open pages', error);
      });
  };
}
