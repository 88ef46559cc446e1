import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterFreshness } from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useTimeText } from '../../hooks/useTimeText';
import { listText } from '../../text/listText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { DefinitionRows } from '../DefinitionRows/DefinitionRows';
import { BodyText } from './BodyText';
import type { KnownClusters } from './KnownClusters';

interface NotInstalledBodyProps {
  status: KnownClusters;
  /** Whether certificates stand below. */
  hasValues: boolean;
}

/** Empty, fourth kind: the product is not there. A known absence. */
export function NotInstalledBody(props: NotInstalledBodyProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { status } = props;
  const presence = usePresence(props);
  return (
    <BodyText>
      <p>
        {t('state.notInstalled.text', {
          count: status.clusters.length,
          clusters: listText(status.clusters.map(c => c.cluster)),
          group: <code>networking.istio.io</code>,
        })}
      </p>
      <DefinitionRows
        rows={[
          {
            id: 'istio',
            label: t('state.notInstalled.istio'),
            value: presence(status.clusters.map(c => c.istio)),
          },
          {
            id: 'certManager',
            label: t('state.notInstalled.certManager'),
            value: presence(status.clusters.map(c => c.certManager)),
          },
        ]}
      />
    </BodyText>
  );
}

function usePresence({ status, hasValues }: NotInstalledBodyProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { ago } = useTimeText();
  const now = useNow();
  const [cluster] = status.clusters;
  return (presences: ReadonlyArray<ClusterFreshness['istio']>): string => {
    if (presences.includes('installed')) {
      return hasValues
        ? t('state.notInstalled.present')
        : t('state.notInstalled.presentEmpty');
    }
    if (presences.includes('unknown') || !cluster) {
      return t('state.notInstalled.unknown');
    }
    return t('state.notInstalled.absent', {
      age: ago(cluster.confirmedAt ?? cluster.since, now),
    });
  };
}
