import { changePreview, stepOutputs } from '../__testUtils__/changePreview';
import { readPreview } from './readPreview';

const steps = [
  { id: 'generate', action: 'istio:generate:egress' },
  { id: 'validate', action: 'istio:validate' },
  { id: 'propose', action: 'istio:gitops:propose' },
];

/** As JSON carries it. */
const json = (value: object) => JSON.parse(JSON.stringify(value));

describe('readPreview', () => {
  it('knows the steps by their actions', () => {
    const preview = changePreview({
      pullRequest: { number: 7, url: 'https://git.example.com/pulls/7' },
      objects: [
        {
          ...{ kind: 'Gateway', namespace: 'shop', name: 'cart' },
          ...{ path: 'clusters/eu-1/shop/cart-ingress.yaml', change: 'create' },
        },
      ],
    });
    expect(readPreview(json(stepOutputs(preview)), steps)).toEqual(preview);
  });

  it('keeps all that a finding says of its place', () => {
    const preview = changePreview({
      findings: [
        {
          code: 'MW0170',
          severity: 'error',
          ref: {
            group: 'networking.istio.io',
            kind: 'Gateway',
            namespace: 'shop',
            name: 'web',
          },
          path: 'clusters/eu-1/shop/web.yaml',
          field: 'host',
          cause: 'It is taken.',
          fix: 'Use another one.',
          documentation: 'https://istio.io/',
        },
      ],
    });
    expect(readPreview(json(stepOutputs(preview)), steps)).toEqual(preview);
  });

  it('has what a removal does in words, too', () => {
    const preview = changePreview();
    const removing = [
      { id: 'generate', action: 'istio:remove' },
      ...steps.slice(1),
    ];
    expect(preview.effects).not.toEqual([]);
    expect(readPreview(json(stepOutputs(preview)), removing)).toEqual(preview);
  });

  it('does without a validation', () => {
    const { generate, propose } = stepOutputs(changePreview());
    expect(
      readPreview(json({ generate, propose }), [steps[0], steps[2]]),
    ).toMatchObject({ findings: [], passed: 0, unverified: [] });
  });

  it('takes the last of several proposals', () => {
    const first = stepOutputs(changePreview({ previewId: 'first' })).propose;
    const last = stepOutputs(changePreview({ previewId: 'last' })).propose;
    expect(
      readPreview(json({ propose: first, again: last }), [
        steps[2],
        { id: 'again', action: 'istio:gitops:propose' },
      ]).previewId,
    ).toBe('last');
  });

  it.each([undefined, null, {}])('refuses outputs %j', outputs => {
    expect(() => readPreview(outputs, steps)).toThrow(/nothing to preview/);
  });
});
