import type { MeshIndex } from '../../index/MeshIndex';
import type { ObjectChange } from '../../index/objectChange';
import type { AssessContext } from '../assessContext';
import { AssessScope } from '../AssessScope';
import type { KeptAssessment } from '../assessCluster';
import { FACT_SOURCES, type FactKind, type FactOf } from '../factSources';
import { type FactDelta, FactList } from './FactList';
import { Graph } from './Graph';
import { LookupCells } from './LookupCells';
import { TrackedContext } from './TrackedContext';

/**
 * What an update made of the facts.
 *
 * @public
 */
export type AssessmentDelta = {
  readonly [K in FactKind]: FactDelta<FactOf<K>>;
};

/**
 * Keeps the assessment of one cluster up to date while its index changes,
 * working out again only what rests on something that is different. After an
 * update it says what `assessCluster` says of the same index, as it is kept.
 *
 * @public
 */
export class ClusterAssessor {
  readonly #graph = new Graph<AssessScope>();
  readonly #cells = new LookupCells(this.#graph);
  readonly #context: TrackedContext;
  readonly #scope: AssessScope;
  readonly #lists: { readonly [K in FactKind]: FactList<FactOf<K>> };
  readonly #unsubscribe: () => void;

  constructor(index: MeshIndex, context: AssessContext) {
    this.#context = new TrackedContext(context, cell =>
      this.#graph.noteRead(cell),
    );
    this.#scope = new AssessScope(
      index.observed(this.#cells),
      this.#context,
      this.#graph,
    );
    this.#lists = {
      workloads: this.#list('workloads'),
      certificates: this.#list('certificates'),
      exposures: this.#list('exposures'),
      findings: this.#list('findings'),
      controlPlanes: this.#list('controlPlanes'),
      egress: this.#list('egress'),
      trustRoots: this.#list('trustRoots'),
      strictReadiness: this.#list('strictReadiness'),
      plainClients: this.#list('plainClients'),
    };
    this.#unsubscribe = index.subscribe(changes => this.#follow(changes));
  }

  /** The verdicts as of the last update; every list is a new array when it changed. */
  get assessment(): KeptAssessment {
    return {
      cluster: this.#context.cluster,
      workloads: this.#lists.workloads.rows,
      certificates: this.#lists.certificates.rows,
      exposures: this.#lists.exposures.rows,
      findings: this.#lists.findings.rows,
      controlPlanes: this.#lists.controlPlanes.rows,
      egress: this.#lists.egress.rows,
      trustRoots: this.#lists.trustRoots.rows,
      strictReadiness: this.#lists.strictReadiness.rows,
      plainClients: this.#lists.plainClients.rows,
    };
  }

  /** How often a rule ran so far. */
  get runs(): number {
    return this.#graph.runs;
  }

  /**
   * Brings the assessment up to date with the index, the time and the states of
   * the types, and answers what is different; the first time, everything. After
   * an error the assessor is of no use any more.
   */
  update(
    moment: Partial<Pick<AssessContext, 'now' | 'dataStates'>> = {},
  ): AssessmentDelta {
    for (const cell of this.#context.move(moment)) this.#graph.changed(cell);
    this.#graph.stabilise();
    const delta = {
      workloads: this.#lists.workloads.flush(),
      certificates: this.#lists.certificates.flush(),
      exposures: this.#lists.exposures.flush(),
      findings: this.#lists.findings.flush(),
      controlPlanes: this.#lists.controlPlanes.flush(),
      egress: this.#lists.egress.flush(),
      trustRoots: this.#lists.trustRoots.flush(),
      strictReadiness: this.#lists.strictReadiness.flush(),
      plainClients: this.#lists.plainClients.flush(),
    };
    // Lists let go of parts that are no more.
    this.#graph.stabilise();
    return delta;
  }

  /** Stops following the index. */
  close(): void {
    this.#unsubscribe();
  }

  #list<K extends FactKind>(kind: K): FactList<FactOf<K>> {
    return new FactList(this.#graph, this.#scope, FACT_SOURCES[kind]);
  }

  #follow(changes: readonly ObjectChange[]): void {
    for (const change of changes) {
      for (const cell of this.#scope.follow(change)) this.#graph.changed(cell);
      for (const cell of this.#cells.touchedBy(change)) {
        this.#graph.changed(cell);
      }
    }
  }
}
