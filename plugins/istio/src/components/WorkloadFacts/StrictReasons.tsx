import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PortMtlsStatus } from '@meshwright/backstage-plugin-istio-common';
import { objectName, objectText } from '../../text/objectText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Notice } from '../Notice/Notice';

interface StrictReasonsProps {
  reasons: PortMtlsStatus['strict']['reasons'];
}

/** Who or what STRICT would cut off, by name. */
export function StrictReasons({ reasons }: StrictReasonsProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  if (reasons.length === 0) return null;
  return (
    <>
      <h3>{t('security.breakList')}</h3>
      {reasons.map(({ ref, reason }) => (
        <Notice key={`${objectText(ref)} ${reason}`} tone="error">
          <strong>{objectName(ref)}</strong>: {reason}
        </Notice>
      ))}
    </>
  );
}
