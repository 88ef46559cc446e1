import { join } from 'node:path';
import { expectGolden, goldenCases } from '@meshwright/test-kit';
import { parse } from 'yaml';
import { buildUpgrade } from './buildUpgrade';
import { upgradeIntentSchema } from './upgradeIntent';

describe('beside the definitions of an upgrade', () => {
  it.each(goldenCases(join(__dirname, '__fixtures__')))(
    'stand the texts of $name, and what goes',
    ({ input, outputFile }) => {
      const built = buildUpgrade(upgradeIntentSchema.parse(parse(input)));
      const { files = [], removes, homes } = built;
      expectGolden(
        outputFile.replace(/\.out\.yaml$/, '.files.txt'),
        [
          ...files.map(({ path, content }) => `==> ${path}\n${content}`),
          `==> removes\n${JSON.stringify(
            {
              objects: removes?.objects.map(({ kind, metadata }) =>
                [kind, metadata.namespace, metadata.name].join(' '),
              ),
              files: removes?.files,
            },
            null,
            2,
          )}`,
          `==> homes\n${JSON.stringify(homes, null, 2)}\n`,
        ].join('\n'),
      );
    },
  );
});
