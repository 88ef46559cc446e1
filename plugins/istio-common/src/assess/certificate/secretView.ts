import type { SecretCheck } from '../../api/trust';
import type { Tone } from '../../model/verdicts';

/** What the chain shows of a Secret that was read; `gone` when it is not there. */
export type SecretView = SecretCheck | 'gone';

/** The Secret in a word, its tone and what is wrong. */
export function secretView(view: SecretView): {
  state: string;
  tone: Tone;
  detail?: string;
} {
  if (view === 'gone') {
    return { state: 'Missing', tone: 'error', detail: 'it does not exist' };
  }
  const [problem] = view.problems;
  if (view.chain.length === 0) {
    return {
      state: 'Unusable',
      tone: 'error',
      detail: problem ?? 'it holds no certificate',
    };
  }
  if (view.keyMatches === false) {
    return {
      state: 'Unusable',
      tone: 'error',
      detail: 'its key does not belong to its certificate',
    };
  }
  if (!problem && view.chainComplete === undefined) {
    return {
      state: 'Present',
      tone: 'unknown',
      detail: 'the issuer of the last certificate is not in the Secret',
    };
  }
  return problem
    ? { state: 'Present', tone: 'warning', detail: problem }
    : { state: 'Present', tone: 'ok', detail: 'read, and in order' };
}
