import FormHelperText from '@material-ui/core/FormHelperText';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useNow } from '../../clock/useNow';
import { Notice } from '../../components/Notice/Notice';
import { useTimeText } from '../../hooks/useTimeText';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { offersChoices, refusedResources } from './offersChoices';
import type { ClusterSources } from './useClusterSources';

/** States of a cluster that answers, and says no. */
const REFUSED: ReadonlySet<string> = new Set(['forbidden', 'unauthenticated']);

/** Where the choices come from, and what to do when there are none. */
export function SourceNotice(sources: ClusterSources) {
  const { clusters, cluster, inventory, resources: needed } = sources;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const now = useNow();
  const { ago } = useTimeText();
  const unread = [clusters, inventory].find(
    source => source.state === 'failed' || source.state === 'forbidden',
  );
  if (unread?.state === 'forbidden') {
    return (
      <Notice tone="unknown" shape="forbidden">
        {t('target.notPermitted')}
      </Notice>
    );
  }
  if (unread?.state === 'failed') {
    return (
      <Notice tone="unknown" shape="unreachable">
        {t('target.backendSilent', { message: unread.reason })}
      </Notice>
    );
  }
  if (!cluster) return null;
  const name = cluster.title ?? cluster.cluster;
  const resources = refusedResources(cluster, needed).join(', ');
  if (resources) {
    return (
      <Notice tone="unknown" shape="forbidden">
        {t('target.forbidden', { cluster: name, resources })}
      </Notice>
    );
  }
  const silent = !offersChoices(cluster, needed);
  if (silent && REFUSED.has(cluster.state)) {
    return (
      <Notice tone="unknown" shape="forbidden">
        {t('target.forbiddenCluster', { cluster: name })}
      </Notice>
    );
  }
  if (silent) {
    return (
      <Notice tone="unknown" shape="unreachable">
        {t('target.unreachable', {
          cluster: name,
          message: cluster.message ?? cluster.state,
        })}
      </Notice>
    );
  }
  const age = cluster.confirmedAt && ago(cluster.confirmedAt, now);
  if (cluster.state === 'stale') {
    return (
      <Notice tone="unknown" shape="stale">
        {t('target.stale', { cluster: name, age: age ?? '' })}
      </Notice>
    );
  }
  return (
    <FormHelperText>
      {age
        ? t('target.live', { cluster: name, age })
        : t('target.liveNoAge', { cluster: name })}
    </FormHelperText>
  );
}
