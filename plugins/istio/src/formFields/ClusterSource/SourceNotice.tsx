import FormHelperText from '@material-ui/core/FormHelperText';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useNow } from '../../clock/useNow';
import { Notice } from '../../components/Notice/Notice';
import type { Shape } from '../../components/StateWord/shapes';
import { useTimeText } from '../../hooks/useTimeText';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { offersChoices, refusedResources } from './offersChoices';
import type { ClusterSources } from './useClusterSources';

/** States of a cluster that answers, and says no. */
const REFUSED: ReadonlySet<string> = new Set(['forbidden', 'unauthenticated']);

interface SourceNoticeProps extends ClusterSources {
  /** For a field whose cluster is chosen elsewhere, where more is said of it. */
  brief?: boolean;
}

/** Where the choices come from, and what to do when there are none. */
export function SourceNotice({ brief, ...sources }: SourceNoticeProps) {
  const why = useWhyNoChoices(sources);
  if (!why) return <ChoicesFrom brief={brief} cluster={sources.cluster} />;
  return brief && why.brief ? (
    <FormHelperText>{why.brief}</FormHelperText>
  ) : (
    <Notice tone="unknown" shape={why.shape}>
      {why.text}
    </Notice>
  );
}

interface WhyNoChoices {
  shape: Shape;
  text: string;
  /** In one line; absent where the field itself lacks a right. */
  brief?: string;
}

/** Why there is nothing to choose from; nothing when there is. */
function useWhyNoChoices(sources: ClusterSources): WhyNoChoices | undefined {
  const { clusters, cluster, inventory, resources: needed } = sources;
  const { t } = useTranslationRef(istioFormTranslationRef);
  for (const source of [clusters, inventory]) {
    if (source.state === 'forbidden') {
      return {
        shape: 'forbidden',
        text: t('target.notPermitted'),
        brief: t('target.notPermittedBrief'),
      };
    }
    if (source.state === 'failed') {
      return {
        shape: 'unreachable',
        text: t('target.backendSilent', { message: source.reason }),
        brief: t('target.backendSilentBrief'),
      };
    }
  }
  if (!cluster) return undefined;
  const name = cluster.title ?? cluster.cluster;
  const resources = refusedResources(cluster, needed).join(', ');
  if (resources) {
    const text = t('target.forbidden', { cluster: name, resources });
    return { shape: 'forbidden', text };
  }
  if (offersChoices(cluster, needed)) return undefined;
  if (REFUSED.has(cluster.state)) {
    const text = t('target.forbiddenCluster', { cluster: name });
    return { shape: 'forbidden', text };
  }
  const message = cluster.message ?? cluster.state;
  return {
    shape: 'unreachable',
    text: t('target.unreachable', { cluster: name, message }),
    brief: t('target.silentBrief', { cluster: name }),
  };
}

/** Which cluster the choices were read from, and when. */
function ChoicesFrom(props: Pick<SourceNoticeProps, 'brief' | 'cluster'>) {
  const { t } = useTranslationRef(istioFormTranslationRef);
  const now = useNow();
  const { ago } = useTimeText();
  const { brief, cluster } = props;
  if (!cluster) return null;
  const name = cluster.title ?? cluster.cluster;
  const age = cluster.confirmedAt && ago(cluster.confirmedAt, now);
  if (cluster.state === 'stale') {
    return (
      <Notice tone="unknown" shape="stale">
        {t('target.stale', { cluster: name, age: age ?? '' })}
      </Notice>
    );
  }
  const live = brief ? 'target.liveBrief' : 'target.live';
  return (
    <FormHelperText>
      {age
        ? t(live, { cluster: name, age })
        : t('target.liveNoAge', { cluster: name })}
    </FormHelperText>
  );
}
