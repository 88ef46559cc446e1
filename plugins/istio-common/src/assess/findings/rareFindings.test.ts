import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import {
  CLAIM_VALIDATION,
  RARE_FINDINGS,
} from '../../testing/raw/rareFindings';

const answer = recordAnswers(__filename);

function found(objects: readonly unknown[]): string[] {
  return answer(assessRaw(objects).findings).map(
    ({ code, ref }) => `${code} ${ref.kind} ${ref.namespace ?? ''}/${ref.name}`,
  );
}

/** IST0110, IST0116, IST0137, IST0149, IST0159 and IST0163. */
describe('findings that random clusters hardly ever show', () => {
  it.each(RARE_FINDINGS)('%s: %s', (finding, _what, objects, without) => {
    expect(found(objects)).toContain(finding);
    expect(found(objects.filter(one => one !== without))).not.toContain(
      finding,
    );
  });

  it('has no fault in a claim that is validated', () => {
    const [finding, , objects] =
      RARE_FINDINGS.find(([one]) => one.startsWith('IST0149')) ?? [];
    expect(finding).toBeDefined();
    expect(found([...(objects ?? []), CLAIM_VALIDATION])).not.toContain(
      finding,
    );
  });
});
