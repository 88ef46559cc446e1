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

  it('go where the change says so, and only those', () => {
    const values = {
      profile: 'ambient',
      global: { hub: 'h', people: 1 },
      cni: { image: 'i' },
    };
    const wanted = {
      profile: null,
      global: { hub: null },
      cni: { image: null },
      none: { at: { all: null } },
    };
    expect(upserted(release({ values }), release({ values: wanted }))).toEqual({
      values: { global: { people: 1 } },
    });
    expect(
      upserted(
        application({ source: { helm: { valuesObject: values } } }),
        application({ source: { helm: { valuesObject: wanted } } }),
      ),
    ).toEqual({
      source: { helm: { valuesObject: { global: { people: 1 } } } },
    });
    // Of one that is not there yet, nothing goes.
    expect(
      upserted(release({ interval: '1m' }), release({ values: wanted })),
    ).toEqual({ interval: '1m', values: {} });
    expect(
      parse(upsertDocuments('', [release({ values: wanted })])).spec,
    ).toEqual({ values: {} });
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
