import { waitUntil } from '../testing/waitUntil';
import type { KubeInput } from './KubeObject';
import { KubeServer } from './KubeServer';
import { NAMESPACES } from './ResourceRegistry';

describe('garbage collection', () => {
  const server = new KubeServer({ name: 'garbage' });
  const { api } = server;
  const type = server.registry.byName('configmaps');
  if (!type) throw new Error('ConfigMaps are always served');

  const create = (name: string, metadata: KubeInput['metadata'] = {}) =>
    api.create(type, 'default', { metadata: { name, ...metadata } });
  const exists = (name: string) =>
    server.store.get(type, 'default', name) !== undefined;
  const ownedBy = (
    ...owners: { metadata: { name: string; uid: string } }[]
  ) => ({
    ownerReferences: owners.map(({ metadata: { name, uid } }) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name,
      uid,
    })),
  });
  const remove = (name: string, propagationPolicy?: 'Foreground' | 'Orphan') =>
    api.delete({ type, namespace: 'default', name }, { propagationPolicy });

  it('deletes what nobody owns any more, in depth', async () => {
    const owner = create('owner');
    const child = create('child', ownedBy(owner));
    create('grandchild', ownedBy(child));
    remove('owner');
    expect(exists('child')).toBe(true);
    await waitUntil(() => !exists('child') && !exists('grandchild'));
  });

  it('keeps what another owner still has', async () => {
    const first = create('first');
    const second = create('second');
    create('shared', ownedBy(first, second));
    create('alone', ownedBy(first));
    remove('first');
    await waitUntil(() => !exists('alone'));
    expect(exists('shared')).toBe(true);
    remove('second');
    await waitUntil(() => !exists('shared'));
  });

  it('deletes dependents first when asked to', async () => {
    const owner = create('foreground');
    create('before-it', ownedBy(owner));
    remove('foreground', 'Foreground');
    expect(exists('foreground')).toBe(true);
    await waitUntil(() => !exists('foreground'));
    expect(exists('before-it')).toBe(false);
  });

  it('lets dependents go free when asked to', async () => {
    const owner = create('parent');
    create('orphan', ownedBy(owner));
    remove('parent', 'Orphan');
    await waitUntil(() => !exists('parent'));
    const orphan = api.get(type, 'default', 'orphan');
    expect(orphan.metadata.ownerReferences).toBeUndefined();
  });

  it('empties a namespace before it goes', async () => {
    api.create(NAMESPACES, undefined, { metadata: { name: 'full' } });
    api.create(type, 'full', { metadata: { name: 'content' } });
    api.delete({ type: NAMESPACES, namespace: undefined, name: 'full' });
    expect(api.get(NAMESPACES, undefined, 'full').status).toEqual({
      phase: 'Terminating',
    });
    await waitUntil(() => !server.store.get(NAMESPACES, undefined, 'full'));
    expect(server.store.get(type, 'full', 'content')).toBeUndefined();
  });
});
