import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Notice } from '../Notice/Notice';
import type { DataStateInputs } from './DataStateProps';

/** The backend itself did not answer; nothing is known. */
export function FailedBody({ error }: DataStateInputs) {
  const { t } = useTranslationRef(istioTranslationRef);
  return (
    <Notice tone="unknown" shape="unreachable">
      {t('state.failed.text', { message: error?.message ?? '' })}
    </Notice>
  );
}
