import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Notice } from '../Notice/Notice';

interface KeptRowsNoticeProps {
  /** The answer before, if there was one. */
  status?: object;
  error?: Error;
}

/** The newest read failed, and what stands below is the answer before it. */
export function KeptRowsNotice({ status, error }: KeptRowsNoticeProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  if (!status || !error) return null;
  return (
    <Notice tone="warning" shape="stale" announce>
      {t('state.failed.keptRows', { message: error.message })}
    </Notice>
  );
}
