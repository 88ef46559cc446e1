import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import type { ManifestObject } from '../build/manifest';
import { renderDocument } from '../build/renderManifests';
import { upsertDocuments } from './upsertDocuments';

const release = (spec: JsonObject): ManifestObject => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name: 'edge', namespace: 'flux-system' },
  spec,
});

const application = (spec: JsonObject): ManifestObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'edge', namespace: 'argocd' },
  spec,
});

const upserted = (there: ManifestObject, wanted: ManifestObject) =>
  parse(upsertDocuments(renderDocument(there), [wanted])).spec;

const INTERNAL = { service: { annotations: { internal: 'true' } } };

describe('Helm values inside of objects', () => {
  it('of a HelmRelease stay, with what else its spec has', () => {
    expect(
      upserted(
        release({
          interval: '1h',
          valuesFrom: [{ kind: 'ConfigMap', name: 'edge' }],
          values: { revision: 'a', ...INTERNAL },
        }),
        release({ interval: '10m', values: { revision: 'b' } }),
      ),
    ).toEqual({
      interval: '10m',
      valuesFrom: [{ kind: 'ConfigMap', name: 'edge' }],
      values: { revision: 'b', ...INTERNAL },
    });
  });

  it('of an Application stay, with the parameters of Helm', () => {
    const parameters = [{ name: 'service.type', value: 'ClusterIP' }];
    expect(
      upserted(
        application({
          source: {
            targetRevision: '1',
            helm: { parameters, valuesObject: { revision: 'a', ...INTERNAL } },
          },
        }),
        application({
          source: {
            targetRevision: '2',
            helm: { valuesObject: { revision: 'b' } },
          },
        }),
      ),
    ).toEqual({
      source: {
        targetRevision: '2',
        helm: { parameters, valuesObject: { revision: 'b', ...INTERNAL } },
      },
    });
  });

  const noted = (object: ManifestObject, note: string | null) => ({
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { 'meshwright.dev/values': note, mine: '1' },
    },
  });
  const values = {
    profile: 'ambient',
    global: { hub: 'h', people: 1 },
    service: { annotations: { 'a.b/c': '1', 'd.e/f': '2' } },
  };
  const NOTE = 'global.hub profile service.annotations.a\\.b/c';
  const LEFT = {
    global: { people: 1 },
    service: { annotations: { 'd.e/f': '2' } },
    revision: 'b',
  };

  it.each([
    ['HelmRelease', (some: JsonObject) => release({ values: some })],
    [
      'Application',
      (some: JsonObject) =>
        application({ source: { helm: { valuesObject: some } } }),
    ],
  ])('go where an earlier run wrote them, of a %s', (_, of) => {
    const wanted = noted(
      of({ revision: 'b', profile: null, service: { annotations: null } }),
      'revision',
    );
    const edit = (note: string | null) =>
      upsertDocuments(renderDocument(noted(of(values), note)), [wanted]);
    const whole = { ...values, revision: 'b' };
    expect(parse(edit(NOTE))).toEqual(noted(of(LEFT), 'revision'));
    expect(parse(edit(''))).toEqual(noted(of(whole), 'revision'));
    const unnoted = upsertDocuments(renderDocument(of(values)), [wanted]);
    expect(parse(unnoted)).toEqual(noted(of(whole), 'revision'));
    // Where there is none yet, only what it sets.
    expect(parse(upsertDocuments('', [wanted]))).toEqual(
      noted(of({ revision: 'b' }), 'revision'),
    );
  });

  it('stay in a change of some of them, which notes those too', () => {
    const wanted = noted(release({ values: { revision: 'b' } }), '+ revision');
    const edit = (there: ManifestObject) =>
      parse(upsertDocuments(renderDocument(there), [wanted]));
    expect(edit(noted(release({ values }), 'profile'))).toEqual(
      noted(
        release({ values: { ...values, revision: 'b' } }),
        'profile revision',
      ),
    );
    expect(edit(release({ values })).metadata.annotations).toEqual({
      mine: '1',
    });
    expect(parse(upsertDocuments('', [wanted]))).toEqual(
      noted(release({ values: { revision: 'b' } }), 'revision'),
    );
  });

  const inline = { source: { helm: { valuesObject: { revision: 'b' } } } };

  it.each<[string, JsonObject, JsonObject, RegExp]>([
    ['sources', { sources: [] }, inline, /give delivery\.valuesFrom/],
    ['source', inline, { sources: [] }, /leave delivery\.valuesFrom out/],
    [
      'values as a text',
      { source: { helm: { values: 'service: {type: ClusterIP}' } } },
      inline,
      /has its values as a text/,
    ],
  ])('are not lost for an Application with %s', (_, there, wanted, words) => {
    expect(() => upserted(application(there), application(wanted))).toThrow(
      words,
    );
  });

  it('are no matter of other kinds', () => {
    const other = (spec: JsonObject) => ({
      ...release(spec),
      apiVersion: 'example.com/v1',
    });
    expect(
      upserted(other({ a: 1, values: { b: 1 } }), other({ values: { c: 1 } })),
    ).toEqual({ values: { c: 1 } });
  });
});
