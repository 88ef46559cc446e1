import {
  translationApiRef,
  type ApiHolder,
  type TranslationApi,
  type TranslationSnapshot,
} from '@backstage/frontend-plugin-api';
import { formTextsNow } from '../__testUtils__/formTextsNow';
import { formTexts } from './formTexts';

type Snapshot = TranslationSnapshot<Record<string, string>>;

/** An app whose texts come when they are let; `stopped` tells who still listens. */
function loading() {
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const api = {
    getTranslation: () => ({ ready: false }),
    translation$: () => ({
      subscribe: ({ next }: { next: (snapshot: Snapshot) => void }) => {
        listeners.add(next);
        next({ ready: false });
        return { unsubscribe: () => listeners.delete(next) };
      },
    }),
  } as unknown as TranslationApi;
  return { listeners, apis: holding(api) };
}

function holding(api: TranslationApi | undefined): ApiHolder {
  return {
    // Only one thing is asked for.
    get: <T>({ id }: { id: string }) =>
      (id === translationApiRef.id ? api : undefined) as T | undefined,
  };
}

describe('formTexts', () => {
  it('waits for texts that are being loaded, and listens no longer', async () => {
    const { listeners, apis } = loading();
    const texts = formTexts(apis);
    const t = formTextsNow() as unknown as (key: string) => string;
    for (const tell of listeners) tell({ ready: true, t: t as never });
    expect((await texts)('missing.cluster')).toBe('Choose a cluster.');
    await Promise.resolve();
    expect(listeners.size).toBe(0);
  });

  it('says so where an app has none', async () => {
    await expect(formTexts(holding(undefined))).rejects.toThrow(
      'no translations',
    );
  });
});
