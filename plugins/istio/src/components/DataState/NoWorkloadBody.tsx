import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useClusterStateWord } from '../../hooks/useClusterStateWord';
import { useTimeText } from '../../hooks/useTimeText';
import { objectText } from '../../text/objectText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { CodeBlock } from '../CodeBlock/CodeBlock';
import { DefinitionRows } from '../DefinitionRows/DefinitionRows';
import { BodyText } from './BodyText';
import { isMissing } from './viewOf';

/** Empty, second kind: says what was tried, where, and the nearest miss. */
export function NoWorkloadBody({ status }: { status: EntityStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { selection } = status;
  return (
    <BodyText>
      <p>{t('state.noWorkload.text')}</p>
      <CodeBlock text={selection?.selector ?? ''} />
      <Tried status={status} />
      <p>
        {selection?.nearest ? (
          <>
            {t('state.noWorkload.nearest', {
              object: objectText(selection.nearest.ref),
              cluster: selection.nearest.cluster,
            })}{' '}
            <code>{selection.nearest.selector}</code>
          </>
        ) : (
          t('state.noWorkload.noNearest')
        )}
      </p>
    </BodyText>
  );
}

function Tried({ status }: { status: EntityStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { ago } = useTimeText();
  const now = useNow();
  const stateWord = useClusterStateWord();
  const freshness = new Map(status.clusters.map(c => [c.cluster, c]));
  const rows = (status.selection?.clusters ?? []).map(tried => {
    const cluster = freshness.get(tried.cluster);
    const count = t('state.noWorkload.tried', {
      matched: String(tried.podsMatched),
      count: tried.podsSeen,
    });
    const age = cluster?.confirmedAt
      ? ` · ${ago(cluster.confirmedAt, now)}`
      : '';
    return {
      id: tried.cluster,
      label: tried.cluster,
      value:
        cluster && isMissing(cluster)
          ? t('state.noWorkload.notTried', { state: stateWord(cluster.state) })
          : `${count}${age}`,
    };
  });
  return <DefinitionRows rows={rows} />;
}
