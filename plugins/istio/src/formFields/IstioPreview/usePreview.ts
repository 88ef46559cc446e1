import { useCallback, useEffect, useRef, useState } from 'react';
import {
  useApi,
  useApiHolder,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  scaffolderApiRef,
  useTemplateSecrets,
} from '@backstage/plugin-scaffolder-react';
import { clockApiRef } from '../../clock/clockApiRef';
import { useSlow } from '../../hooks/useSlow';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { readFailure } from '../useRead';
import { buildPreview, type PreviewAnswer } from './buildPreview';
import type { PreviewQuestion } from './buildPreview';
import { movedSince, type Moved } from './movedSince';
import { recallPreview, rememberPreview } from './previewMemory';

/** Another person's merge is noticed within so long while the page is open. */
const AGAIN_AFTER_MS = 60_000;
/** Who comes back to the window does not wait for that. */
const AGAIN_ON_RETURN_MS = 10_000;

/** What is known of the change at this moment. */
export type PreviewState =
  | { state: 'no-template' }
  | { state: 'building'; slow: boolean }
  | (PreviewAnswer & {
      builtAt: string;
      /** How it differs from what was looked at before. */
      moved?: Moved;
      /** The last attempt to build it again failed. */
      outdated?: string;
    });

/** The state and how to have it built again. */
export interface PreviewSession {
  preview: PreviewState;
  rebuilding: boolean;
  rebuild: () => void;
}

interface Built {
  key: string;
  state: PreviewAnswer & {
    builtAt: string;
    moved?: Moved;
    outdated?: string;
  };
}

/**
 * Builds the preview, and builds it again while it is looked at: once a
 * minute, and when the reader comes back to the window.
 *
 * @param lookedAt - Id of the preview that the form brought along
 */
export function usePreview(
  question: PreviewQuestion | undefined,
  lookedAt: string | undefined,
): PreviewSession {
  const catalog = useApi(catalogApiRef);
  const scaffolder = useApi(scaffolderApiRef);
  const clock = useApiHolder().get(clockApiRef);
  const { secrets } = useTemplateSecrets();
  const { t } = useTranslationRef(istioFormTranslationRef);
  // Other secrets or another language are no reason to build it again.
  const present = useRef({ secrets, t });
  present.current = { secrets, t };
  // The form is made anew at every change of any field; only content counts.
  const key = question && JSON.stringify(question);
  const [built, setBuilt] = useState<Built>();
  const [runs, setRuns] = useState<{ key?: string; running: boolean }>({
    running: false,
  });
  const [order] = useState(() => ({ latest: 0 }));

  const build = useCallback(async () => {
    if (!key) return;
    const mine = ++order.latest;
    setRuns({ key, running: true });
    const answer = await buildPreview(
      { catalog, scaffolder, t: present.current.t },
      JSON.parse(key) as PreviewQuestion,
      present.current.secrets,
    ).catch(
      (error: unknown): PreviewAnswer => ({
        state: 'failed',
        reason: readFailure(error).reason,
      }),
    );
    // A later question, or a page that was left, has no use for the answer.
    if (mine !== order.latest) return;
    const builtAt = (clock?.now() ?? new Date()).toISOString();
    setBuilt(before => settle(before, { key, answer, builtAt, lookedAt }));
    setRuns({ key, running: false });
  }, [catalog, scaffolder, clock, key, lookedAt, order]);

  useEffect(() => {
    build();
    return () => {
      order.latest++;
    };
  }, [build, order]);

  const current = built?.key === key ? built?.state : undefined;
  useRebuilding(build, current);
  const slow = useSlow(current === undefined);
  return {
    preview: key
      ? current ?? { state: 'building', slow }
      : { state: 'no-template' },
    rebuilding: runs.running && current !== undefined,
    rebuild: build,
  };
}

/** Puts a new answer beside what was on the screen. */
function settle(
  before: Built | undefined,
  now: {
    key: string;
    answer: PreviewAnswer;
    builtAt: string;
    lookedAt: string | undefined;
  },
): Built {
  const { key, answer, builtAt, lookedAt } = now;
  const shown = before?.key === key ? before.state : undefined;
  if (answer.state !== 'ready') {
    // What is on the screen is worth more than a network that went away.
    return shown?.state === 'ready' && answer.state === 'failed' && !answer.step
      ? { key, state: { ...shown, outdated: answer.reason } }
      : { key, state: { ...answer, builtAt } };
  }
  const remembered = recallPreview(lookedAt);
  const { preview } = answer;
  let moved: Moved | undefined;
  if (shown?.state === 'ready') {
    moved = movedSince(shown.preview, preview) ?? shown.moved;
  } else if (remembered?.question === key) {
    moved = movedSince(remembered.preview, preview);
  } else if (lookedAt && !remembered) {
    moved = movedSince({ previewId: lookedAt }, preview);
  }
  rememberPreview({ question: key, preview });
  return { key, state: { ...answer, builtAt, moved } };
}

function useRebuilding(build: () => void, shown: object | undefined): void {
  useEffect(() => {
    if (!shown) return undefined;
    const since = Date.now();
    const again = setTimeout(() => {
      if (document.visibilityState === 'visible') build();
    }, AGAIN_AFTER_MS);
    const onReturn = () => {
      const visible = document.visibilityState === 'visible';
      if (visible && Date.now() - since > AGAIN_ON_RETURN_MS) build();
    };
    document.addEventListener('visibilitychange', onReturn);
    window.addEventListener('focus', onReturn);
    return () => {
      clearTimeout(again);
      document.removeEventListener('visibilitychange', onReturn);
      window.removeEventListener('focus', onReturn);
    };
  }, [build, shown]);
}
