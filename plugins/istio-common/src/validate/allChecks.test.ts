import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { resourceKey, WATCHED_RESOURCES } from '../trim/watchedResources';
import { LIVE_CHECKS, OFFLINE_CHECKS } from './allChecks';

describe('the checks', () => {
  const all = [...OFFLINE_CHECKS, ...LIVE_CHECKS];

  it('are registered, every one', () => {
    const files = readdirSync(join(__dirname, 'checks'));
    expect(all).toHaveLength(files.length);
  });

  it('have ids and titles of their own', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
  });

  it('need only types that are watched', () => {
    const watched = new Set(WATCHED_RESOURCES.map(resourceKey));
    const needed = LIVE_CHECKS.flatMap(({ needs }) => needs);
    expect(needed.filter(key => !watched.has(key))).toEqual([]);
  });
});
