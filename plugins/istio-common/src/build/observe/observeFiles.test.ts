import { join } from 'node:path';
import { expectGolden, goldenCases } from '@meshwright/test-kit';
import { parse } from 'yaml';
import { buildObserve } from './buildObserve';
import { observeIntentSchema } from './observeIntent';

describe('texts beside an observation', () => {
  it.each(goldenCases(join(__dirname, '__fixtures__')))(
    'are those of $name',
    ({ input, outputFile }) => {
      const { files = [] } = buildObserve(
        observeIntentSchema.parse(parse(input)),
      );
      expectGolden(
        outputFile.replace(/\.out\.yaml$/, '.files.txt'),
        files.map(({ path, content }) => `==> ${path}\n${content}`).join('\n'),
      );
    },
  );
});
