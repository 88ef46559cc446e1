import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_KINDS } from '../../findings/catalogue';
import { MeshIndex } from '../../index/MeshIndex';
import type { MeshObject, MeshObjectType } from '../../model/meshObject';
import { trimAll } from '../../testing/assessRaw';
import {
  CLAIM_VALIDATION,
  RARE_FINDINGS,
} from '../../testing/raw/rareFindings';
import { AssessScope } from '../AssessScope';
import {
  authorizationOf,
  dataPlaneOf,
  inboundCaseOf,
  networkOf,
  serviceRows,
  supplyOf,
} from '../assessWorkload';
import { inboundDecisions } from '../mtls/inboundDecisions';
import { assessRevision } from '../revision/assessRevision';
import { assessExposures } from '../exposure/assessExposures';
import { assessCluster } from '../assessCluster';
import { ALL_RULES } from './all';
import type { FindingRule, RuleInput } from './findingRule';

const SOURCES = join(__dirname, '..', '..');
const VECTORS = join(SOURCES, '__fixtures__', 'vectors', 'findings.jsonl');
const CONTEXT = { cluster: 'eu-1', now: new Date(0), dataStates: new Map() };

const CLUSTERS: MeshObject[][] = readFileSync(VECTORS, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map(line => trimAll(JSON.parse(line).objects))
  .concat(
    RARE_FINDINGS.map(([, , objects]) =>
      trimAll([...objects, CLAIM_VALIDATION]),
    ),
  );

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

/** Read where they may be; no rule waits for them, as it knows what to say without. */
const OPTIONAL: readonly MeshObjectType[] = [
  'configmap',
  'secret',
  'certificate',
  'webhook',
];

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

/** What is said of a workload; what others worked out counts as theirs. */
const OF_WORKLOADS: ReadonlySet<unknown> = new Set([
  assessRevision,
  dataPlaneOf,
  inboundCaseOf,
  inboundDecisions,
  authorizationOf,
  networkOf,
  supplyOf,
  serviceRows,
]);

/** Tells of lookups in the index, and of workloads, which are joined from them. */
class WatchedScope extends AssessScope {
  constructor(objects: readonly MeshObject[], readonly lookups: Lookups) {
    const { note } = lookups;
    super(
      MeshIndex.build(objects).observed({
        all: note,
        namespaces: note,
        inNamespace: note,
        find: note,
        wasListed: () => {},
      }),
      CONTEXT,
    );
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
    const look = () => super.memo(rule, input);
    return OF_WORKLOADS.has(rule) ? this.lookups.without(look) : look();
  }
}

/** The types that a rule looks up, over many clusters. */
function typesRead(rule: FindingRule): Set<MeshObjectType> {
  const lookups = new Lookups();
  for (const objects of CLUSTERS) {
    const input: RuleInput = {
      scope: new WatchedScope(objects, lookups),
      // What others worked out counts as theirs.
      exposure: assessExposures(
        new AssessScope(MeshIndex.build(objects), CONTEXT),
      ),
      workloads: [],
    };
    lookups.on = true;
    for (const found of rule.find(input)) expect(found.cause).not.toBe('');
    lookups.on = false;
  }
  return lookups.types;
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
      const declared = rule.reads.map(([, type]) => type);
      const allowed = new Set([
        ...OPTIONAL,
        ...declared.flatMap(type => [type, ...(BROUGHT_ALONG[type] ?? [])]),
      ]);
      const read = typesRead(rule);
      expect([...read].filter(type => !allowed.has(type))).toEqual([]);
      // The clusters were made for the analyzers of istioctl, and what comes
      // through exposures and workloads was looked up by others.
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
