import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterFreshness } from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useClusterStateWord } from '../../hooks/useClusterStateWord';
import { useTimeText } from '../../hooks/useTimeText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { isMissing, isUnreadable } from '../DataState/viewOf';
import { FactTable } from '../FactTable/FactTable';
import { StateWord } from '../StateWord/StateWord';
import type { Shape } from '../StateWord/shapes';

interface ClusterListProps {
  clusters: readonly ClusterFreshness[];
}

/** Every cluster with what is known of it; those that are missing come first. */
export function ClusterList({ clusters }: ClusterListProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const stateWord = useClusterStateWord();
  const { ago, moment } = useTimeText();
  const now = useNow();
  const rows = [...clusters].sort(
    (a, b) => Number(isMissing(b)) - Number(isMissing(a)),
  );
  return (
    <FactTable
      label={t('fleet.clusters')}
      rows={rows}
      keyOf={({ cluster }) => cluster}
      columns={[
        {
          id: 'cluster',
          title: t('clusters.cluster'),
          render: row => (
            <>
              <strong>{row.cluster}</strong>
              {row.title && <div>{row.title}</div>}
            </>
          ),
        },
        {
          id: 'state',
          title: t('filter.state'),
          render: row => (
            <StateWord
              word={stateWord(row.state)}
              tone={row.state === 'live' ? 'ok' : 'neutral'}
              shape={shapeOf(row)}
            />
          ),
        },
        {
          id: 'seen',
          title: t('fleet.seen'),
          render: row =>
            row.confirmedAt ? ago(row.confirmedAt, now) : t('fleet.never'),
        },
        {
          id: 'cause',
          title: t('fleet.cause'),
          render: row =>
            isMissing(row)
              ? [
                  t('clusters.missing', {
                    state: stateWord(row.state),
                    time: moment(row.since, now),
                  }),
                  row.message,
                ]
                  .filter(Boolean)
                  .join(': ')
              : t('tab.noStep'),
        },
      ]}
    />
  );
}

function shapeOf(cluster: ClusterFreshness): Shape | undefined {
  if (cluster.state === 'stale') return 'stale';
  if (cluster.state === 'syncing') return 'renewing';
  if (!isMissing(cluster)) return undefined;
  return isUnreadable(cluster) ? 'forbidden' : 'unreachable';
}
