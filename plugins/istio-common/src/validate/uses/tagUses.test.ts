import { revisionTag } from '../../build/install/revisionTag';
import { GOOD_INPUTS } from '../../testing/validation/goodInputs';
import {
  raw,
  type RawObject,
  validateCase,
} from '../../testing/validationWorld';

type Labels = Record<string, string>;

const tag = (name: string) =>
  revisionTag({ tag: name, revision: 'one', istioNamespace: 'istio-system' });

/** In place of the one that asks for the default. */
const BARE = raw('v1', 'Namespace', 'shop');

const namespace = (labels: Labels) =>
  raw('v1', 'Namespace', 'team', {}, { labels });

const deployment = (labels: Labels) =>
  raw('apps/v1', 'Deployment', 'team/app', {
    spec: {
      selector: { matchLabels: { app: 'app' } },
      template: { metadata: { labels: { app: 'app', ...labels } }, spec: {} },
    },
  });

/** Who is said to need the tag that goes. */
function users(name: string, live: readonly RawObject[]): string[] {
  const { findings } = validateCase({
    ...{ kind: 'mtls', input: GOOD_INPUTS.mtls },
    // What goes was made by a run, as its annotation says.
    live: [
      BARE,
      ...live,
      ...tag(name).map(object => ({
        ...object,
        metadata: {
          ...object.metadata,
          annotations: { 'meshwright.dev/change': 'c1' },
        },
      })),
    ],
    context: { removes: tag(name) },
  });
  return findings
    .filter(({ code }) => code === 'MW0174')
    .map(({ ref }) => `${ref?.kind} ${ref?.name}`);
}

const ON = { 'istio-injection': 'enabled' };
const OFF = { 'istio-injection': 'disabled' };
const REV = { 'istio.io/rev': 'prod' };
const INJECT = { 'sidecar.istio.io/inject': 'true' };
const NOT = { 'sidecar.istio.io/inject': 'false' };

describe('who needs a revision tag that goes', () => {
  it.each<[string, Labels, Labels, string[]]>([
    // tag, labels of the namespace, labels of the pods
    ['prod', REV, {}, ['Namespace team']],
    ['prod', REV, REV, ['Namespace team']],
    ['prod', {}, REV, ['Deployment app']],
    ['prod', {}, { ...REV, ...NOT }, []],
    ['prod', {}, {}, []],
    ['prod', { 'istio.io/rev': 'other' }, REV, []],
    // istio-injection beats istio.io/rev.
    ['prod', { ...ON, ...REV }, {}, []],
    ['prod', { ...OFF, ...REV }, {}, []],
    ['prod', OFF, REV, []],
    ['default', { ...ON, ...REV }, {}, ['Namespace team']],
    ['default', ON, {}, ['Namespace team']],
    ['default', OFF, INJECT, []],
    ['default', {}, INJECT, ['Deployment app']],
    ['default', REV, INJECT, []],
    ['default', {}, {}, []],
  ])('%s with %j and %j: %j', (name, labels, podLabels, expected) => {
    expect(users(name, [namespace(labels), deployment(podLabels)])).toEqual(
      expected,
    );
  });
});
