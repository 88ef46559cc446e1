import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ValidationFinding } from '@meshwright/backstage-plugin-istio-common';
import { istioFormTranslationRef } from '../translations/istioFormTranslationRef';

/** Where to look: the file of the repository, and the field of the form. */
export function FindingPlace(props: {
  finding: Pick<ValidationFinding, 'path' | 'field'>;
}) {
  const { path, field } = props.finding;
  const { t } = useTranslationRef(istioFormTranslationRef);
  return (
    <>
      {path && (
        <>
          {t('place.file')} <code>{path}</code>
        </>
      )}
      {path && field && ' · '}
      {field && (
        <>
          {t('place.field')} <code>{field}</code>
        </>
      )}
    </>
  );
}
