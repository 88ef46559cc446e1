import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_KINDS } from '../../findings/catalogue';
import { MeshIndex } from '../../index/MeshIndex';
import type { MeshObject, MeshObjectType } from '../../model/meshObject';
import { INTENTS } from '../../build/intents';
import { trimAll } from '../../testing/assessRaw';
import { GOOD_OBJECTS } from '../../testing/badObjects/goodObjects';
import {
  CLAIM_VALIDATION,
  RARE_FINDINGS,
} from '../../testing/raw/rareFindings';
import { FAILING_EXAMPLES } from '../../testing/validation/failingExamples';
import { type ValidationCase, WORLD } from '../../testing/validationWorld';
import { AssessScope } from '../AssessScope';
import { assessExposures } from '../exposure/assessExposures';
import { egressGateways } from '../exposure/exposureDrafts';
import { workloadViews } from '../workloadStatuses';
import { assessCluster } from '../assessCluster';
import { ALL_RULES } from './all';
import { CERTIFICATE_READS } from './certificateReads';
import { EXPOSURE_READS } from './exposureReads';
import type { FindingRule, RuleInput } from './findingRule';

const SOURCES = join(__dirname, '..', '..');
const VECTORS = join(SOURCES, '__fixtures__', 'vectors');
const CONTEXT = { cluster: 'eu-1', now: new Date(0), dataStates: new Map() };

function recorded(suite: string): MeshObject[][] {
  return readFileSync(join(VECTORS, suite), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => trimAll(JSON.parse(line).objects));
}

const CLUSTERS: MeshObject[][] = recorded('findings.jsonl').concat(
  RARE_FINDINGS.map(([, , objects]) => trimAll([...objects, CLAIM_VALIDATION])),
);

/** What an example of a change would make of the world that it is judged in. */
function changed({ kind, input, live = [] }: ValidationCase): MeshObject[] {
  const result = INTENTS.find(({ name }) => name === kind)?.build(input);
  if (!result || 'problems' in result) throw new Error(kind);
  return trimAll([...WORLD, ...live, ...result.built.objects]);
}

/** Clusters that between them have all that any rule reads. */
const RICH: MeshObject[][] = [
  ...CLUSTERS,
  ...recorded('egress.jsonl').slice(0, 40),
  ...recorded('exposure.jsonl').slice(0, 40),
  trimAll(GOOD_OBJECTS),
  ...Object.values(FAILING_EXAMPLES).flat().map(changed),
];

/**
 * Types that a declared one brings along: workloads are made of pods and their
 * owners.
 */
const BROUGHT_ALONG: Partial<
  Record<MeshObjectType, readonly MeshObjectType[]>
> = {
  pod: ['workload', 'replicaset'],
  workload: ['pod', 'replicaset'],
};

/** Settings and revisions of the mesh, on which every rule may rest. */
const SETTINGS: readonly MeshObjectType[] = ['configmap', 'webhook'];

/** The types that were looked up while it was on. */
class Lookups {
  readonly types = new Set<MeshObjectType>();
  on = false;

  readonly note = (type: MeshObjectType) => {
    if (this.on) this.types.add(type);
  };

  /** What the scope looks up for settings and tags is not the rule's. */
  without<T>(look: () => T): T {
    const { on } = this;
    this.on = false;
    try {
      return look();
    } finally {
      this.on = on;
    }
  }
}

/** Lists for several rules, not all of which need all of it. */
const SHARED: ReadonlySet<FindingRule['alsoReads']> = new Set([
  CERTIFICATE_READS,
  EXPOSURE_READS,
]);

/** What words are made of that no finding repeats. */
const WORDS_ONLY: ReadonlySet<unknown> = new Set([egressGateways]);

/** Tells of lookups in the index, and of workloads, which are joined from them. */
class WatchedScope extends AssessScope {
  /** The same cluster, of which nobody hears. */
  readonly #twin: AssessScope;

  constructor(objects: readonly MeshObject[], readonly lookups: Lookups) {
    const { note } = lookups;
    const index = MeshIndex.build(objects);
    super(
      index.observed({
        all: note,
        namespaces: note,
        inNamespace: note,
        find: note,
        wasListed: () => {},
      }),
      CONTEXT,
    );
    this.#twin = new AssessScope(index, CONTEXT);
  }

  override get tags() {
    return this.lookups.without(() => super.tags);
  }

  override get settings() {
    this.lookups.note('configmap');
    return this.lookups.without(() => super.settings);
  }

  override settingsOf(revision: string | undefined) {
    this.lookups.note('configmap');
    return this.lookups.without(() => super.settingsOf(revision));
  }

  override get controlPlanes() {
    this.lookups.note('workload');
    return this.lookups.without(() => super.controlPlanes);
  }

  override get workloads() {
    this.lookups.note('pod');
    return super.workloads;
  }

  override workloadsIn(namespace: string) {
    this.lookups.note('pod');
    return super.workloadsIn(namespace);
  }

  override memo<TInput, TValue>(
    rule: (scope: AssessScope, input: TInput) => TValue,
    input: TInput,
  ): TValue {
    return WORDS_ONLY.has(rule)
      ? this.#twin.memo(rule, input)
      : super.memo(rule, input);
  }
}

/** What a rule takes, worked out from lookups that count as its own. */
class WatchedInput implements RuleInput {
  constructor(readonly scope: AssessScope) {}

  get exposure() {
    return this.scope.memo(assessExposures, undefined);
  }

  get workloads() {
    return this.scope.memo(workloadViews, undefined);
  }
}

/** The types that a rule looks up, over many clusters. */
function typesRead(
  rule: FindingRule,
  clusters: readonly MeshObject[][],
): Set<MeshObjectType> {
  const lookups = new Lookups();
  for (const objects of clusters) {
    const input = new WatchedInput(new WatchedScope(objects, lookups));
    lookups.on = true;
    for (const found of rule.find(input)) expect(found.cause).not.toBe('');
    lookups.on = false;
  }
  return lookups.types;
}

function typesOf(reads: FindingRule['reads'] = []): MeshObjectType[] {
  return reads.map(([, type]) => type);
}

function testTexts(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testTexts(path);
    return /\.test\.ts$|findings\.jsonl$/.test(entry.name)
      ? [readFileSync(path, 'utf8')]
      : [];
  });
}

describe('every rule', () => {
  it.each(ALL_RULES.map(rule => [rule.name, rule] as const))(
    '%s reads what it says it reads',
    (_, rule) => {
      const declared = typesOf(rule.reads);
      const also = typesOf(rule.alsoReads);
      const allowed = new Set([
        ...SETTINGS,
        ...[...declared, ...also].flatMap(type => [
          type,
          ...(BROUGHT_ALONG[type] ?? []),
        ]),
      ]);
      const read = typesRead(rule, RICH);
      // A change of another type would not be judged by the rule, see ChangeView.
      expect([...read].filter(type => !allowed.has(type))).toEqual([]);
      const own = SHARED.has(rule.alsoReads) ? [] : also;
      expect(own.filter(type => !read.has(type))).toEqual([]);
      // The clusters were made for the analyzers of istioctl.
      const isIstios =
        'subjects' in rule &&
        rule.raises.every(kind => FINDING_KINDS[kind].code.startsWith('IST'));
      if (!isIstios) return;
      expect(declared.filter(type => !read.has(type))).toEqual([]);
    },
  );

  it('is a pure function: the same findings in any order of the objects', () => {
    for (const objects of CLUSTERS.slice(0, 40)) {
      const forth = assessCluster(MeshIndex.build(objects), CONTEXT);
      const back = assessCluster(
        MeshIndex.build([...objects].reverse()),
        CONTEXT,
      );
      expect(back.findings).toEqual(forth.findings);
    }
  });
});

describe('every code', () => {
  const texts = testTexts(SOURCES).join('\n');

  it.each(Object.values(FINDING_KINDS).map(({ code, name }) => [code, name]))(
    '%s %s is in a test',
    code => {
      expect(texts.includes(code)).toBe(true);
    },
  );
});
