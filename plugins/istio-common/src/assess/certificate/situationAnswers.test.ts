import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordAnswers } from '@meshwright/test-kit';
import { parseAllDocuments } from 'yaml';
import { assessRaw } from '../../testing/assessRaw';
import type { RecordedSituation } from '../../testing/judgeSituation';

// Recorded from real cert-manager by lab/product/certificates.test.ts.
const folder = join(__dirname, '__fixtures__');

const answer = recordAnswers(__filename);

describe('what is said of each situation of cert-manager in full', () => {
  it.each(readdirSync(folder))('%s', file => {
    const [about, ...objects] = parseAllDocuments(
      readFileSync(join(folder, file), 'utf8'),
    ).map(document => document.toJS());
    // The recorder writes the situation as the first document.
    const { certificate, now } = about as RecordedSituation;
    const { certificates } = assessRaw(objects, { now: new Date(now) });
    answer(certificates);
    expect(certificates.map(({ ref }) => ref.name)).toContain(certificate);
  });
});
