import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AuthenticationFacts,
  NextStep,
} from '@meshwright/backstage-plugin-istio-common';
import { useFactWords } from '../../hooks/useFactWords';
import { listText } from '../../text/listText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { FactSection } from './FactSection';

interface AuthenticationSectionProps {
  authentication: AuthenticationFacts;
  /** In place of the action itself, when a template does it. */
  step?: NextStep;
}

/** Whether requests need a token, of which issuers, and by which policy. */
export function AuthenticationSection(props: AuthenticationSectionProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useFactWords();
  const { jwt, issuers, tone, why, action } = props.authentication;
  return (
    <FactSection
      title={t('authorization.token')}
      word={words.jwt(jwt)}
      tone={tone}
      why={why}
      step={props.step ?? action}
    >
      {issuers.length > 0 && (
        <span style={{ overflowWrap: 'anywhere' }}>
          {t('authorization.issuers', { issuers: listText(issuers) })}
        </span>
      )}
    </FactSection>
  );
}
