import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { changePreview } from '../__testUtils__/changePreview';
import { formTextsNow } from '../__testUtils__/formTextsNow';
import {
  exposeTemplate,
  FakeScaffolder,
  problem,
} from '../__testUtils__/FakeScaffolder';
import { buildPreview } from './buildPreview';

const question = {
  templateRef: 'template:default/expose-service',
  values: { host: 'cart.shop.example.com', preview: {} },
};

let scaffolder: FakeScaffolder;
beforeEach(() => {
  scaffolder = new FakeScaffolder();
});

function build(templateRef = question.templateRef) {
  return buildPreview(
    {
      catalog: catalogApiMock({ entities: [exposeTemplate] }),
      scaffolder: scaffolder.api,
      t: formTextsNow(),
    },
    { ...question, templateRef },
    { USER_OAUTH_TOKEN: 'secret' },
  );
}

describe('buildPreview', () => {
  it('reads the outputs of the steps of one dry run', async () => {
    expect(await build()).toEqual({ state: 'ready', preview: changePreview() });
    expect(scaffolder.runs).toEqual([
      {
        template: expect.objectContaining({
          kind: 'Template',
          spec: expect.objectContaining({
            steps: exposeTemplate.spec?.steps,
            output: { meshwright: '${{ steps }}' },
          }),
        }),
        values: question.values,
        secrets: { USER_OAUTH_TOKEN: 'secret' },
        directoryContents: [],
      },
    ]);
  });

  it.each([
    ['generate', 'Write', 2],
    ['validate', 'Check', 3],
    ['propose', 'Propose', 4],
  ])('finds out that %s failed', async (step, name, again) => {
    const error = problem(400, 'InputError', 'Host is taken');
    scaffolder.failing = { step, error };
    expect(await build()).toEqual({
      state: 'failed',
      step: name,
      reason: 'Host is taken',
    });
    expect(scaffolder.runs).toHaveLength(1 + again);
  });

  it('blames no step for what passes the second time', async () => {
    scaffolder.failing = {
      step: 'propose',
      error: problem(500, 'Error', 'lock timeout'),
      times: 1,
    };
    expect(await build()).toEqual({ state: 'ready', preview: changePreview() });
    expect(scaffolder.runs.at(-1)?.template.spec.steps).toHaveLength(3);
  });

  it('blames no step where the scaffolder goes away meanwhile', async () => {
    const error = problem(500, 'Error', 'lock timeout');
    scaffolder.failing = { step: 'propose', error, times: 1 };
    scaffolder.leaves = {
      afterRuns: 2,
      error: new TypeError('Failed to fetch'),
    };
    expect(await build()).toEqual({
      state: 'failed',
      reason: 'Failed to fetch',
    });
  });

  it('tells a step that may not from a user who may not', async () => {
    const error = problem(403, 'NotAllowedError', 'no right');
    scaffolder.failing = { step: 'validate', error };
    expect(await build()).toMatchObject({ state: 'failed', step: 'Check' });
    scaffolder.refusal = error;
    expect(await build()).toEqual({ state: 'forbidden', reason: 'no right' });
  });

  it('does not look for a step where the scaffolder is away', async () => {
    scaffolder.refusal = new TypeError('Failed to fetch');
    expect(await build()).toEqual({
      state: 'failed',
      reason: 'Failed to fetch',
    });
    expect(scaffolder.runs).toHaveLength(1);
  });

  it('says that the catalog lacks the template', async () => {
    expect(await build('template:default/gone')).toEqual({
      state: 'failed',
      reason: expect.stringContaining('template:default/gone'),
    });
  });

  it('says that the backend is older than the form', async () => {
    scaffolder.preview = changePreview({ previewId: '' });
    expect(await build()).toEqual({
      state: 'failed',
      reason: expect.stringMatching(/update the Istio module/),
    });
  });
});
