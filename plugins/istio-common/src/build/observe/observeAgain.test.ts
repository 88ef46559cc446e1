import { parse } from 'yaml';
import { mergeHelmValues } from '../../edit/helmValues';
import { buildObserve } from './buildObserve';
import { observeIntentSchema } from './observeIntent';

const splunk = { host: 'splunk.example.com', token: { secret: 'hec' } };

function valuesOf(change: object): string {
  const { files = [] } = buildObserve(
    observeIntentSchema.parse({ cluster: 'eu-1', ...change }),
  );
  const file = files.find(({ helmValues }) => helmValues);
  if (!file) throw new Error('no values');
  return file.content;
}

describe('values of an observation that is run again', () => {
  it('go where it no longer says them, and those of people stay', () => {
    const authority = { configMap: 'splunk-ca' };
    const before = valuesOf({ splunk: { ...splunk, authority } });
    const after = valuesOf({ splunk });
    const theirs = `${before}tolerations: # ask ops\n  - operator: Exists\n`;
    const merged = mergeHelmValues(theirs, after);
    expect(before).toContain('splunk-authority');
    expect(merged).not.toContain('splunk-authority');
    expect(merged).toContain('tolerations: # ask ops\n  - operator: Exists\n');
    expect(parse(merged)).toEqual({
      ...parse(after),
      tolerations: [{ operator: 'Exists' }],
    });
  });
});
