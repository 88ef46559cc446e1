import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useNow } from '../../clock/useNow';
import { useClusterStateWord } from '../../hooks/useClusterStateWord';
import { useTimeText } from '../../hooks/useTimeText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Notice } from '../Notice/Notice';
import type { KnownClusters } from './KnownClusters';
import { isMissing } from './viewOf';

/** Which clusters are not in the numbers, why, and how that shows. */
export function MissingClustersNotice({ status }: { status: KnownClusters }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const stateWord = useClusterStateWord();
  const { moment } = useTimeText();
  const now = useNow();
  return (
    <Notice tone="warning" shape="unreachable">
      {status.clusters.filter(isMissing).map(cluster => (
        <div key={cluster.cluster}>
          {t('state.partial.missing', {
            cluster: cluster.cluster,
            state: stateWord(cluster.state),
            time: moment(cluster.since, now),
          })}
          {cluster.message && `: ${cluster.message}`}
        </div>
      ))}
      {t('state.partial.note')}
    </Notice>
  );
}
