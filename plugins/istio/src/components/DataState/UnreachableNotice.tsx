import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterFreshness } from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useTimeText } from '../../hooks/useTimeText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Notice } from '../Notice/Notice';
import type { KnownClusters } from './KnownClusters';
import { isSilent } from './viewOf';

interface UnreachableNoticeProps {
  status: KnownClusters;
  /** Whether last known values stand below. */
  hasValues: boolean;
}

/** Since when, why, and what the values below are worth. */
export function UnreachableNotice(props: UnreachableNoticeProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const silent = props.status.clusters.filter(isSilent);
  return (
    <Notice tone="neutral" shape="unreachable">
      {silent.map(cluster => (
        <SilentCluster key={cluster.cluster} cluster={cluster} />
      ))}
      <strong>
        {props.hasValues
          ? t('state.unreachable.lastKnown')
          : t('state.unreachable.noValues')}
      </strong>
    </Notice>
  );
}

function SilentCluster({ cluster }: { cluster: ClusterFreshness }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { duration, moment } = useTimeText();
  const now = useNow();
  return (
    <div>
      {t('state.unreachable.since', {
        clusters: cluster.cluster,
        time: moment(cluster.since, now),
        duration: duration(now.getTime() - Date.parse(cluster.since)),
      })}{' '}
      {cluster.message &&
        t('state.unreachable.cause', { message: cluster.message })}
    </div>
  );
}
