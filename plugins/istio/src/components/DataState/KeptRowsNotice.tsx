import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Notice } from '../Notice/Notice';
import type { DataStateInputs } from './DataStateProps';

/** The newest read failed, and what stands below is the answer before it. */
export function KeptRowsNotice({ status, error }: DataStateInputs) {
  const { t } = useTranslationRef(istioTranslationRef);
  if (!status || !error) return null;
  return (
    <Notice tone="warning" shape="stale">
      {t('state.failed.keptRows', { message: error.message })}
    </Notice>
  );
}
