import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { labFacts } from './labFacts';

describe('the facts of the lab', () => {
  const facts = labFacts();

  it('name two control planes and the tags that lead to them', () => {
    const revisions = facts.istiods.map(each => each.revision);
    expect(revisions).toEqual(['1-30-3', '1-31-0']);
    expect(revisions).toEqual(
      expect.arrayContaining(Object.values(facts.revisionTags)),
    );
  });

  it.each(['mtls', 'client-tls', 'exposure', 'egress', 'injection'])(
    'lead to fresh vectors of %s',
    kind => {
      expect(existsSync(join(facts.vectors.folder, `${kind}.jsonl`))).toBe(
        true,
      );
    },
  );

  it('reach Gitea and the API server', async () => {
    const health = await fetch(`${facts.gitea.url}/api/healthz`);
    expect(health.ok).toBe(true);
    expect(facts.apiServer.url).toMatch(/^https:/);
  });
});
