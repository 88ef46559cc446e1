import {
  worstTone,
  type AnyWorkload,
  type FleetKind,
  type KeptFleetFacts,
  type ObjectRef,
  type Tone,
} from '@meshwright/backstage-plugin-istio-common';

/** What a fact is filtered and ordered by. */
export interface FactTraits {
  name: string;
  /** Absent for what no namespace holds. */
  namespace?: string;
  /** Namespaces under which it is found, or that it concerns every one. */
  namespaces: readonly string[] | 'every';
  tone: Tone;
  /** Of `FLEET_STATES`. */
  states: readonly string[];
  /** Names and hosts. */
  words: readonly string[];
  code?: string;
  muted?: boolean;
}

/** Verdicts under which no pod is behind: nothing else is desired, or it is not known. */
const SETTLED: ReadonlySet<string> = new Set([
  'current',
  'not-in-mesh',
  'mislabelled',
  'unknown',
]);

/** How many pods of a workload run another proxy than the desired one. */
export function podsOutOfDate({ pods, revision }: AnyWorkload): number {
  return SETTLED.has(revision.verdict) ? 0 : pods.total - pods.current;
}

/** Whether a workload in the mesh takes plaintext on some port. */
function takesPlaintext({ dataPlane, mtls }: AnyWorkload): boolean {
  const meshed = dataPlane.mode === 'sidecar' || dataPlane.mode === 'ambient';
  return (
    meshed && mtls.some(({ mode }) => mode !== 'STRICT' && mode !== 'unknown')
  );
}

function workloadStates(fact: AnyWorkload): string[] {
  const { dataPlane, revision, supply } = fact;
  return [
    dataPlane.mode,
    revision.verdict,
    ...(podsOutOfDate(fact) > 0 ? ['out-of-date'] : []),
    ...(takesPlaintext(fact) ? ['not-strict'] : []),
    ...(supply && supply.blocked.length > 0 ? ['pull-blocked'] : []),
  ];
}

function workloadTone(fact: AnyWorkload): Tone {
  const { authorization, dataPlane, mtls, network, revision, supply } = fact;
  return worstTone(
    [
      dataPlane.tone,
      dataPlane.waypoint?.tone,
      revision.tone,
      ...mtls.map(({ tone }) => tone),
      authorization?.authentication.tone,
      network?.tone,
      supply?.tone,
    ].filter(tone => tone !== undefined),
  );
}

function place({ name, namespace }: ObjectRef) {
  return { name, namespace, namespaces: namespace ? [namespace] : [] };
}

function namesOf(refs: ReadonlyArray<ObjectRef | undefined>): string[] {
  return refs.flatMap(ref => (ref ? [ref.name] : []));
}

const TRAITS: { [K in FleetKind]: (fact: KeptFleetFacts[K]) => FactTraits } = {
  workloads: fact => ({
    ...place(fact.ref),
    tone: workloadTone(fact),
    states: workloadStates(fact),
    words: [fact.ref.name, ...fact.services.map(({ name }) => name)],
  }),
  certificates: fact => ({
    ...place(fact.ref),
    tone: fact.tone,
    states: [fact.state],
    words: [
      ...namesOf([fact.ref, fact.issuer]),
      fact.secretName,
      ...fact.dnsNames,
    ],
  }),
  exposures: ({ gateway, host, routes, state, tone, workloads }) => ({
    name: host,
    namespace: gateway.namespace,
    namespaces: [gateway, ...routes.map(({ ref }) => ref), ...workloads]
      .map(({ namespace }) => namespace)
      .filter(namespace => namespace !== undefined),
    tone,
    states: [state],
    words: [
      host,
      ...namesOf([gateway, ...routes.map(({ ref }) => ref), ...workloads]),
      ...namesOf(routes.map(({ service }) => service)),
    ],
  }),
  egress: fact => ({
    name: fact.host,
    namespace: (fact.serviceEntry ?? fact.virtualServices[0])?.namespace,
    namespaces: fact.namespaces.includes('*') ? 'every' : fact.namespaces,
    tone: fact.tone,
    states: [fact.state],
    words: [
      fact.host,
      ...namesOf([fact.serviceEntry, fact.gateway, ...fact.certificates]),
      ...namesOf([...fact.virtualServices, ...fact.destinationRules]),
    ],
  }),
  findings: ({ code, muted, ref, related, severity, title }) => ({
    ...place(ref),
    tone: severity,
    states: [severity],
    words: [code, title ?? '', ...namesOf([ref, ...(related ?? [])])],
    code,
    muted,
  }),
  'control-planes': ({ ready, ref, revision, support, tags, tone }) => ({
    ...place(ref),
    tone,
    states: [support?.state ?? 'unknown', ...(ready ? [] : ['not-ready'])],
    words: [ref.name, revision, ...tags],
  }),
  'trust-roots': ({ certificates, namespaceCount, namespaces, ...fact }) => ({
    ...place(fact.ref),
    // Not every namespace is named when there are many.
    namespaces: namespaces.length < namespaceCount ? 'every' : namespaces,
    tone: fact.tone,
    states: [fact.state],
    words: [...fact.revisions, ...certificates.map(({ subject }) => subject)],
  }),
  'strict-readiness': ({ breaks, namespace, revision, scope, tone }) => ({
    name: namespace,
    namespace,
    namespaces: scope === 'mesh' ? 'every' : [namespace],
    tone,
    states: [breaks],
    words: [namespace, revision ?? ''],
  }),
};

/** What a fact of a kind is filtered and ordered by. */
export function factTraits<K extends FleetKind>(
  kind: K,
  fact: KeptFleetFacts[K],
): FactTraits {
  return TRAITS[kind](fact);
}
