import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { findingWords } from '../../testing/findingWords';

const RECORDED = join(
  __dirname,
  '..',
  '..',
  '__fixtures__',
  'vectors',
  'findings.jsonl',
);

/** Cases which together have nearly every finding that istioctl knows, in most of its forms. */
const CASES = [
  2, 10, 12, 14, 25, 36, 57, 58, 67, 80, 81, 84, 95, 99, 118, 123, 127, 146,
  148, 151, 154, 156, 161, 171,
];

const answer = recordAnswers(__filename);

describe('findings on clusters that istioctl judged as well', () => {
  const lines = readFileSync(RECORDED, 'utf8').split('\n');

  it.each(CASES)('case %d: every word, in order', at => {
    const { objects } = JSON.parse(lines[at]);
    const found = findingWords(assessRaw(objects).findings);
    expect(found.length).toBeGreaterThan(3);
    answer(found);
  });
});
