import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Notice } from '../Notice/Notice';

/** The backend itself did not answer; nothing is known. */
export function FailedBody({ error }: { error?: Error }) {
  const { t } = useTranslationRef(istioTranslationRef);
  return (
    <Notice tone="unknown" shape="unreachable" announce>
      {t('state.failed.text', { message: error?.message ?? '' })}
    </Notice>
  );
}
