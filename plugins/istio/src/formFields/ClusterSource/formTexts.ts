import {
  translationApiRef,
  type ApiHolder,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';

/** Says a text of the form in the language of the reader. */
export type FormTexts = TranslationFunction<typeof istioFormTranslationRef.T>;

/**
 * The texts for a validator, which is no component and has no hooks. The field
 * has shown them before, so that as a rule they are there.
 */
export async function formTexts(apis: ApiHolder): Promise<FormTexts> {
  const api = apis.get(translationApiRef);
  if (!api) throw new Error('The app has no translations');
  const now = api.getTranslation(istioFormTranslationRef);
  if (now.ready) return now.t;
  return new Promise((resolve, reject) => {
    const subscription = api.translation$(istioFormTranslationRef).subscribe({
      next: snapshot => {
        if (!snapshot.ready) return;
        // It may speak before it is known how to stop listening.
        Promise.resolve().then(() => subscription.unsubscribe());
        resolve(snapshot.t);
      },
      error: reject,
    });
  });
}
