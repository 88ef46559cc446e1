import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  SECRET_RESOURCES,
  WATCHED_RESOURCES,
} from '@meshwright/backstage-plugin-istio-common';
import { parseAllDocuments } from 'yaml';

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

describe('manifests/reader.yaml', () => {
  it('grants what is watched, and not a thing more', () => {
    const file = resolvePackagePath(
      '@meshwright/backstage-plugin-istio-backend',
      'manifests/reader.yaml',
    );
    const objects = parseAllDocuments(readFileSync(file, 'utf8')).map(
      document => document.toJS(),
    );
    const role = objects.find(({ kind }) => kind === 'ClusterRole');
    const rules: Rule[] = role.rules;
    for (const { verbs } of rules) {
      expect(verbs).toEqual(['get', 'list', 'watch']);
    }
    const granted = rules.flatMap(({ apiGroups, resources }) =>
      apiGroups.flatMap(group => resources.map(name => `${group}/${name}`)),
    );
    const watched = new Set(
      WATCHED_RESOURCES.map(({ group, plural }) => `${group}/${plural}`),
    );
    expect(granted.sort()).toEqual([...watched].sort());
    expect(granted).not.toContain('/secrets');
  });
});

describe('manifests/reader-secrets.yaml', () => {
  it('grants Secrets, to be listed and watched only', () => {
    const file = resolvePackagePath(
      '@meshwright/backstage-plugin-istio-backend',
      'manifests/reader-secrets.yaml',
    );
    const [role] = parseAllDocuments(readFileSync(file, 'utf8')).map(document =>
      document.toJS(),
    );
    expect(role.rules).toEqual([
      { apiGroups: [''], resources: ['secrets'], verbs: ['list', 'watch'] },
    ]);
    expect(SECRET_RESOURCES.map(({ fieldSelector }) => fieldSelector)).toEqual([
      'type=kubernetes.io/tls',
      'type!=kubernetes.io/tls,type!=helm.sh/release.v1,type!=kubernetes.io/service-account-token',
    ]);
  });
});
