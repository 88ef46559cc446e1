import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { listText } from '../../text/listText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { CodeBlock } from '../CodeBlock/CodeBlock';
import { DefinitionRows } from '../DefinitionRows/DefinitionRows';
import { BodyText } from './BodyText';
import type { KnownClusters } from './KnownClusters';
import { forbiddenResources, missingRule } from './missingRule';

interface ForbiddenBodyProps {
  status: KnownClusters;
  /** Absent where the whole fleet is meant. */
  entityRef?: string;
}

/** Which right, on what, whom to ask; no counts. */
export function ForbiddenBody({ status, entityRef }: ForbiddenBodyProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const refusedBy = useRefusedBy(status);
  const resources = forbiddenResources(status);
  const right = t('state.forbidden.right', { resources: listText(resources) });
  return (
    <BodyText>
      <p>
        {entityRef ? t('state.forbidden.text') : t('state.forbidden.fleetText')}
      </p>
      <DefinitionRows
        rows={[
          ...(resources.length > 0
            ? [
                {
                  id: 'right',
                  label: t('state.forbidden.missingRight'),
                  value: <strong>{right}</strong>,
                },
              ]
            : []),
          {
            id: 'clusters',
            label: t('state.forbidden.clusters'),
            value: listText(status.clusters.map(c => c.cluster)),
          },
          {
            id: 'refusedBy',
            label: t('state.forbidden.refusedBy'),
            value: refusedBy,
          },
          {
            id: 'ask',
            label: t('state.forbidden.ask'),
            value: t('state.forbidden.askOperators'),
          },
        ]}
      />
      {resources.length > 0 && (
        <CodeBlock keepLines text={missingRule(status)} />
      )}
      <p>{t('state.forbidden.withheld')}</p>
    </BodyText>
  );
}

function useRefusedBy(status: KnownClusters): string {
  const { t } = useTranslationRef(istioTranslationRef);
  if (status.clusters.some(c => c.state === 'unauthenticated')) {
    return t('state.forbidden.credential');
  }
  const message = status.clusters.find(c => c.message)?.message;
  return message
    ? t('state.forbidden.kubernetes', { message })
    : t('state.forbidden.kubernetesOnly');
}
