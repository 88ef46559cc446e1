import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { DefinitionRows } from '../DefinitionRows/DefinitionRows';
import { BodyText } from './BodyText';

/** The reader's own account may not see the entity's mesh state. */
export function NotPermittedBody({ entityRef }: { entityRef?: string }) {
  const { t } = useTranslationRef(istioTranslationRef);
  return (
    <BodyText>
      <p>
        {entityRef
          ? t('state.notPermitted.text')
          : t('state.notPermitted.fleetText')}
      </p>
      <DefinitionRows
        rows={[
          {
            id: 'right',
            label: t('state.forbidden.missingRight'),
            value: entityRef
              ? t('state.notPermitted.right', { entity: entityRef })
              : t('state.notPermitted.fleetRight'),
          },
          {
            id: 'refusedBy',
            label: t('state.forbidden.refusedBy'),
            value: t('state.notPermitted.refusedBy'),
          },
          {
            id: 'ask',
            label: t('state.forbidden.ask'),
            value: t('state.notPermitted.ask'),
          },
        ]}
      />
      <p>{t('state.forbidden.withheld')}</p>
    </BodyText>
  );
}
