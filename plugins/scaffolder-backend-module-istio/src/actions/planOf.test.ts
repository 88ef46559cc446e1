import { intentKindOf } from '@meshwright/backstage-plugin-istio-common';
import type { PlanReader } from '@meshwright/backstage-plugin-istio-node';
import type { NotedLook, WorkspaceChange } from '../workspace/GeneratedChange';
import { planOf } from './planOf';

const FILE = 'clusters/eu-1/shop/by-hand.yaml';
const HERE = { repoUrl: 'git.example.com?owner=o&repo=r', branch: 'main' };
const target = { ...HERE, path: 'clusters/{cluster}/{namespace}' };

function changeWith(look?: NotedLook): WorkspaceChange {
  const intent = { cluster: 'eu-1', scope: 'namespace', namespace: 'shop' };
  const read = intentKindOf('mtls')?.build(intent);
  if (!read || 'problems' in read) throw new Error('no intent');
  const { built, place } = read;
  return {
    ...{ kind: 'mtls', intent: read.intent, place, remove: false },
    ...{ intentHash: 'x', changeId: 'x', template: 'x' },
    ...{ summary: '', effects: [], rollback: '' },
    ...{ objects: built.objects, texts: [], look },
  };
}

/** The files that are read beside those of the plan. */
async function besides(look?: NotedLook): Promise<readonly string[]> {
  const asked: string[] = [];
  const reader: PlanReader = {
    ...{ moment: 'base', touched: [], knows: () => true },
    read: async (_, groups = []) => {
      asked.push(...groups.flat());
      return new Map();
    },
  };
  await planOf(changeWith(look), target)(reader);
  return asked;
}

describe('planOf', () => {
  const look = { ...HERE, files: [FILE], holders: [] };

  it('takes what was found in the repository into account', async () => {
    expect(await besides(look)).toEqual([FILE]);
    expect(await besides()).toEqual([]);
  });

  it.each([
    ['another branch', { branch: 'staging' }],
    ['another repository', { repoUrl: 'git.example.com?owner=o&repo=other' }],
  ])('but not what was found in %s', async (_, elsewhere) => {
    expect(await besides({ ...look, ...elsewhere })).toEqual([]);
  });
});
