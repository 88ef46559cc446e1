import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { INTENTS } from '../build/intents';
import { CHANGE_CODES } from '../findings/changeCodes';
import { FINDING_KINDS } from '../findings/catalogue';
import { BESIDE, GOOD_INPUTS } from '../testing/validation/goodInputs';
import { FAILING_EXAMPLES } from '../testing/validation/failingExamples';
import { validateCase } from '../testing/validationWorld';
import { resourceKey, WATCHED_RESOURCES } from '../trim/watchedResources';
import { LIVE_CHECKS, OFFLINE_CHECKS } from './allChecks';

const ALL = [...OFFLINE_CHECKS, ...LIVE_CHECKS];

const EXAMPLES = Object.entries(FAILING_EXAMPLES).flatMap(([id, examples]) =>
  examples.map(one => [id, one.finds, one] as const),
);

describe('the checks', () => {
  it('are registered, every one', () => {
    const files = readdirSync(join(__dirname, 'checks'));
    expect(ALL).toHaveLength(files.length);
  });

  it('have ids and titles of their own', () => {
    expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
    expect(new Set(ALL.map(({ title }) => title)).size).toBe(ALL.length);
  });

  it('need only types that are watched', () => {
    const watched = new Set(WATCHED_RESOURCES.map(resourceKey));
    const needed: string[] = [];
    for (const { needs } of LIVE_CHECKS) {
      if (typeof needs !== 'function') needed.push(...needs);
    }
    expect(needed.filter(key => !watched.has(key))).toEqual([]);
  });

  it('have a failing example each', () => {
    expect(Object.keys(FAILING_EXAMPLES).sort()).toEqual(
      ALL.map(({ id }) => id).sort(),
    );
    const without = Object.entries(FAILING_EXAMPLES)
      .filter(([, examples]) => examples.length === 0)
      .map(([id]) => id);
    expect(without).toEqual([]);
  });

  it('raise codes that no other finding has', () => {
    const own = Object.values(CHANGE_CODES).map(({ code }) => code);
    const others = Object.values(FINDING_KINDS).map(({ code }) => code);
    expect(new Set(own).size).toBe(own.length);
    expect(own.filter(code => others.includes(code))).toEqual([]);
    const shown = EXAMPLES.map(([, finds]) => finds.split(' ')[0]);
    expect(own.filter(code => !shown.includes(code))).toEqual([]);
  });
});

describe('a change that is right', () => {
  it('is there for every intent', () => {
    expect(Object.keys(GOOD_INPUTS).sort()).toEqual(
      INTENTS.map(({ name }) => name).sort(),
    );
  });

  it.each(Object.entries(GOOD_INPUTS))('%s passes', (kind, input) => {
    const { findings, passed, verifiedAgainst } = validateCase({
      kind,
      input,
      live: BESIDE[kind],
    });
    expect(findings).toEqual([]);
    expect(passed).toBeGreaterThan(2);
    expect(verifiedAgainst?.cluster).toBe('eu-1');
  });
});

describe('an installation', () => {
  it('is not told that its new namespaces have no pods with a proxy', () => {
    const { cniNamespace: _, ...input } = GOOD_INPUTS.install;
    const live = BESIDE.install;
    expect(validateCase({ kind: 'install', input, live }).findings).toEqual([]);
  });
});

describe('a change that is wrong', () => {
  it.each(EXAMPLES)('%s: %s', (_, finds, example) => {
    const { findings } = validateCase(example);
    const found = findings.map(({ code, field }) =>
      [code, field].filter(Boolean).join(' '),
    );
    expect(found).toContain(finds);
    for (const { cause, fix } of findings) {
      expect(cause).toMatch(/[^.]\.$/);
      expect(fix).toMatch(/[^.][.?]$/);
    }
  });
});
