import type { FleetFacts, FleetKind } from '../api/fleet';
import { CompleteFacts } from '../assess/CompleteFacts';
import type { KeptFleetFacts } from '../assess/keptFacts';
import { stringifyObjectRef } from '../model/identity';
import { keepRaw } from '../testing/assessRaw';
import {
  httpsServer,
  rawCertificate,
  rawDestinationRule,
  rawGateway,
  rawIngressGateway,
  rawIssuer,
  rawMesh,
  rawNamespace,
  rawPeerAuthentication,
  rawPod,
  rawRoute,
  rawService,
} from '../testing/rawObjects';
import { entitySelector } from './entitySelector';
import { FactReach } from './FactReach';
import { selectForEntity } from './selectForEntity';

const RAW = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawNamespace('plain'),
  rawPod({ proxy: {} }),
  rawPod({ name: 'search-1', app: 'search', proxy: {} }),
  rawPod({ name: 'batch-1', app: 'batch', namespace: 'plain' }),
  rawService(),
  rawService({ name: 'search', app: 'search' }),
  rawPeerAuthentication({ mtls: { mode: 'STRICT' } }),
  rawIssuer(),
  rawCertificate(),
  rawGateway([httpsServer('web.example.com')]),
  rawRoute('web.example.com', 'cart', { gateways: ['web'] }),
  rawRoute('gone.example.com', 'gone', { gateways: ['web'], name: 'gone' }),
  rawDestinationRule({
    host: 'search',
    trafficPolicy: { tls: { mode: 'DISABLE' } },
  }),
];

describe('FactReach', () => {
  const assessment = keepRaw(RAW);
  const reach = new FactReach(assessment);
  const complete = new CompleteFacts(assessment);

  function reached<K extends FleetKind>(
    kind: K,
    facts: readonly KeptFleetFacts[K][],
    label: string,
  ): FleetFacts[K][] {
    return facts
      .filter(fact =>
        reach
          .workloadsOf(kind, fact)
          .some(({ labels }) => `app=${labels.app}` === label),
      )
      .map(fact => complete.row(kind, fact));
  }

  it.each(['app=cart', 'app=search', 'app=batch', 'app=nobody'])(
    'reads backwards what selectForEntity follows from %s',
    label => {
      const selector = entitySelector({
        'backstage.io/kubernetes-label-selector': label,
      });
      if (!selector) throw new Error('no selector');
      const entity = selectForEntity([assessment], selector);
      const { workloads, certificates, exposures, egress, findings } =
        assessment;
      expect({
        workloads: reached('workloads', workloads, label),
        certificates: reached('certificates', certificates, label),
        exposures: reached('exposures', exposures, label),
        egress: reached('egress', egress, label),
        findings: reached('findings', findings, label),
      }).toEqual({
        workloads: entity.workloads,
        certificates: entity.certificates,
        exposures: entity.exposures,
        egress: entity.egress,
        findings: entity.findings,
      });
    },
  );

  it('is about something', () => {
    const cart = 'app=cart';
    expect(reached('exposures', assessment.exposures, cart)).not.toEqual([]);
    expect(reached('certificates', assessment.certificates, cart)).not.toEqual(
      [],
    );
    expect(
      assessment.findings.map(fact => reach.workloadsOf('findings', fact)),
    ).toContainEqual(expect.arrayContaining([expect.anything()]));
  });

  it('names the istiod of a control plane, and nobody for the mesh as a whole', () => {
    const [plane] = assessment.controlPlanes;
    expect(
      reach
        .workloadsOf('control-planes', plane)
        .map(({ ref }) => stringifyObjectRef(ref)),
    ).toEqual([stringifyObjectRef(plane.ref)]);
    for (const root of assessment.trustRoots) {
      expect(reach.workloadsOf('trust-roots', root)).toEqual([]);
    }
  });
});
