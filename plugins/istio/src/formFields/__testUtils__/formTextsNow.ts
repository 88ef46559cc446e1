import { mockApis } from '@backstage/frontend-test-utils';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import type { FormTexts } from '../ClusterSource/formTexts';

/** The texts as they are without a translation. */
export function formTextsNow(): FormTexts {
  const now = mockApis.translation().getTranslation(istioFormTranslationRef);
  if (!now.ready) throw new Error('The default messages are missing');
  return now.t;
}
