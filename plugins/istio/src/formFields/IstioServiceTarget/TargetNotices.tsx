import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { CodeBlock } from '../../components/CodeBlock/CodeBlock';
import { annotationYaml } from '../../components/DataState/annotationYaml';
import { Notice } from '../../components/Notice/Notice';
import { useTimeText } from '../../hooks/useTimeText';
import { objectText } from '../../text/objectText';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { offersChoices, refusedResources } from './useTargetSources';
import type { TargetSources } from './useTargetSources';

/** Where the choices come from, and what to do when there are none. */
export function SourceNotice({ clusters, cluster, inventory }: TargetSources) {
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
  const resources = refusedResources(cluster).join(', ');
  if (resources) {
    return (
      <Notice tone="unknown" shape="forbidden">
        {t('target.forbidden', { cluster: name, resources })}
      </Notice>
    );
  }
  if (!offersChoices(cluster)) {
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
    <Notice tone="neutral" shape="info">
      {age
        ? t('target.live', { cluster: name, age })
        : t('target.liveNoAge', { cluster: name })}
    </Notice>
  );
}

/** What the entity lacks for the form to know its service. */
export function EntityNotice(props: {
  entityRef: string;
  status: EntityStatus;
}) {
  const { entityRef, status } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const selection = status.selection;
  if (status.state === 'no-annotation') {
    return (
      <Notice tone="error">
        {t('target.noAnnotation')}
        <CodeBlock text={annotationYaml(entityRef, selection?.nearest)} />
      </Notice>
    );
  }
  if (status.state !== 'no-workload' || !selection) return null;
  const { selector, nearest } = selection;
  return (
    <Notice tone="warning">
      {nearest
        ? t('target.noWorkloadNearest', {
            selector,
            nearest: objectText(nearest.ref),
            cluster: nearest.cluster,
          })
        : t('target.noWorkload', { selector })}
    </Notice>
  );
}
