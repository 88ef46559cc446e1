import { createHash } from 'node:crypto';
import {
  stringifyObjectRef,
  type ClusterAssessment,
  type ObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import type { NewFact } from '../database/operations/writeFacts';
import type { FactTable } from '../database/tables';

/** Facts of an assessment by table and key. */
export type FactRows = Map<FactTable, Map<string, NewFact>>;

class FactCollection {
  readonly byTable: FactRows = new Map();

  add(
    table: FactTable,
    ref: ObjectRef,
    more: readonly string[],
    fact: unknown,
  ): void {
    const rows = this.byTable.get(table) ?? new Map<string, NewFact>();
    this.byTable.set(table, rows);
    const base = [stringifyObjectRef(ref), ...more].join('|');
    // The same finding may be made twice of one object, with another cause.
    let key = base;
    for (let at = 2; rows.has(key); at += 1) key = `${base}|${at}`;
    const payload = JSON.stringify(fact);
    rows.set(key, {
      key,
      namespace: ref.namespace ?? null,
      name: ref.name,
      payload,
      hash: createHash('sha256').update(payload).digest('hex'),
    });
  }
}

/** Turns an assessment into rows. Pure; equal facts give equal hashes. */
export function factRows(assessment: ClusterAssessment): FactRows {
  const rows = new FactCollection();
  for (const workload of assessment.workloads) {
    rows.add('workloads', workload.ref, [], workload);
  }
  for (const certificate of assessment.certificates) {
    rows.add('certificates', certificate.ref, [], {
      ...certificate,
      // It shrinks every second; in steps of a hundredth it changes rarely.
      lifetimeLeft:
        certificate.lifetimeLeft === undefined
          ? undefined
          : Math.round(certificate.lifetimeLeft * 100) / 100,
    });
  }
  for (const exposure of assessment.exposures) {
    const { server, host } = exposure;
    rows.add(
      'exposures',
      exposure.gateway,
      [host, String(server.port), server.name ?? ''],
      exposure,
    );
  }
  for (const finding of assessment.findings) {
    rows.add('findings', finding.ref, [finding.code], finding);
  }
  for (const plane of assessment.controlPlanes) {
    rows.add('control_planes', plane.ref, [plane.revision], plane);
  }
  for (const egress of assessment.egress) {
    const { serviceEntry, virtualServices, host } = egress;
    const [ref] = serviceEntry ? [serviceEntry] : virtualServices;
    if (ref) rows.add('egress', ref, [host], egress);
  }
  for (const root of assessment.trustRoots) {
    const [first] = root.certificates;
    rows.add('trust_roots', root.ref, [first?.fingerprint ?? ''], {
      ...root,
      lifetimeLeft: Math.round(root.lifetimeLeft * 100) / 100,
    });
  }
  for (const ready of assessment.strictReadiness) {
    const { scope, namespace, revision } = ready;
    const ref = { group: '', kind: 'Namespace', name: namespace };
    rows.add('strict_readiness', ref, [scope, revision ?? ''], ready);
  }
  return rows.byTable;
}
