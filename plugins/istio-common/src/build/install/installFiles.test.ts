import { join } from 'node:path';
import { expectGolden, goldenCases } from '@meshwright/test-kit';
import { parse } from 'yaml';
import { buildInstall } from './buildInstall';
import { installIntentSchema } from './installIntent';

describe('texts beside an installation', () => {
  it.each(goldenCases(join(__dirname, '__fixtures__')))(
    'are those of $name',
    ({ input, outputFile }) => {
      const { files = [] } = buildInstall(
        installIntentSchema.parse(parse(input)),
      );
      expectGolden(
        outputFile.replace(/\.out\.yaml$/, '.files.txt'),
        files.map(({ path, content }) => `==> ${path}\n${content}`).join('\n'),
      );
    },
  );
});
