import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expectGolden, goldenCases } from '@meshwright/test-kit';
import { parse, parseAllDocuments } from 'yaml';
import { definitionsFileName } from './intentPlace';
import { isClusterScoped } from './isClusterScoped';
import { INTENTS } from './intents';
import { manifestRef } from './manifest';
import { renderManifests } from './renderManifests';
import { withoutRemovals } from './withoutRemovals';
import { stringifyObjectRef } from '../model/identity';

const CASES = INTENTS.flatMap(kind =>
  goldenCases(join(__dirname, kind.name, '__fixtures__')).map(one => ({
    ...one,
    kind,
  })),
);

function builtOf({ kind, input }: (typeof CASES)[number]) {
  const result = kind.build(parse(input));
  if ('built' in result) return result.built;
  throw new Error(result.problems.map(one => Object.values(one)).join('; '));
}

/**
 * Kinds that stand outside of namespaces, of those that definitions are made
 * of: written down apart from `isClusterScoped`, so that a kind that both miss
 * is seen by the list of the others.
 */
const OUTSIDE: ReadonlySet<string> = new Set([
  'Namespace',
  'MutatingWebhookConfiguration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ClusterIssuer',
  'ClusterRole',
  'Bundle',
]);

/** The kinds that stand in a namespace. */
const INSIDE: ReadonlySet<string> = new Set([
  ...['ConfigMap', 'Service', 'ServiceAccount', 'Deployment'],
  ...['Role', 'RoleBinding', 'NetworkPolicy', 'Ingress'],
  ...['HorizontalPodAutoscaler', 'PodDisruptionBudget'],
  ...['Certificate', 'Issuer'],
  ...['Gateway', 'VirtualService', 'DestinationRule', 'ServiceEntry'],
  ...['HTTPRoute', 'Telemetry', 'PeerAuthentication'],
  ...['RequestAuthentication', 'AuthorizationPolicy'],
  ...['Application', 'HelmRelease', 'HelmRepository'],
  ...['PodMonitor', 'ServiceMonitor', 'PrometheusRule', 'GrafanaDashboard'],
]);

/** Files in a language of their own, whose braces another tool fills in. */
const TEMPLATES = /grafana|dashboard|prometheus|scrape|fluent-?bit/i;

/** What is left where a placeholder was not filled in, or was by YAML. */
const LEFT_OPEN = /\{ ?\{/;

describe('every intent', () => {
  it('has a name of its own, a description and golden cases', () => {
    expect(new Set(INTENTS.map(({ name }) => name)).size).toBe(INTENTS.length);
    for (const { name, title, schema } of INTENTS) {
      expect(schema.description ?? name).not.toBe(name);
      expect(title).toMatch(/^[A-Z]/);
      expect(existsSync(join(__dirname, name, '__fixtures__'))).toBe(true);
      expect(CASES.some(({ kind }) => kind.name === name)).toBe(true);
    }
  });

  it.each(CASES)('builds $name', one => {
    expectGolden(one.outputFile, renderManifests(builtOf(one).objects));
  });

  it.each(CASES)('prints $name as documents that read as its objects', one => {
    const { objects } = builtOf(one);
    const read = parseAllDocuments(renderManifests(objects));
    expect(read.map(document => document.toJS())).toEqual(
      objects.map(withoutRemovals),
    );
  });

  it.each(CASES)('names each object of $name once, within limits', one => {
    const { objects, summary, effects, rollback, breaks = [] } = builtOf(one);
    const names = objects.map(object =>
      stringifyObjectRef(manifestRef(object)),
    );
    expect(new Set(names).size).toBe(names.length);
    for (const { metadata } of objects) {
      expect(metadata.name).toMatch(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);
    }
    for (const text of [summary, ...effects, ...breaks, rollback]) {
      expect(text).toMatch(/^[A-Z].*[.]$/);
    }
  });

  it.each(CASES)('gives a namespace to what $name has in one', one => {
    for (const { kind, apiVersion, metadata } of builtOf(one).objects) {
      const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
      const isOutside = isClusterScoped({ group, kind });
      expect([kind, isOutside]).toEqual([kind, OUTSIDE.has(kind)]);
      expect([kind, INSIDE.has(kind)]).toEqual([kind, !isOutside]);
      expect([kind, metadata.namespace === undefined]).toEqual([
        kind,
        isOutside,
      ]);
    }
  });

  it.each(CASES)('leaves no placeholder in $name', one => {
    const { objects, files = [], ...words } = builtOf(one);
    expect(renderManifests(objects)).not.toMatch(LEFT_OPEN);
    expect(JSON.stringify(words)).not.toMatch(LEFT_OPEN);
    const open = files.filter(({ content }) => LEFT_OPEN.test(content));
    expect(
      open.map(({ path }) => path).filter(path => !TEMPLATES.test(path)),
    ).toEqual([]);
  });

  it.each(CASES)('places $name by its own fields', one => {
    const result = one.kind.build(parse(one.input));
    if (!('place' in result)) throw new Error('not built');
    const { built, intent, place } = result;
    expect(place.cluster).toBe(intent.cluster);
    expect(definitionsFileName(one.kind.name, place)).toMatch(
      /^[a-z0-9.-]+\.yaml$/,
    );
    // Built again from what it was completed to, it is the same.
    expect(one.kind.build(intent)).toEqual({ built, intent, place });
  });

  it.each(INTENTS)(
    '$name answers anything with problems, never throws',
    kind => {
      for (const input of [
        undefined,
        null,
        3,
        'x',
        [],
        {},
        { host: 1, ports: {} },
      ]) {
        const result = kind.build(input);
        expect('problems' in result && result.problems.length).toBeGreaterThan(
          0,
        );
      }
    },
  );
});
