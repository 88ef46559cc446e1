import {
  approvedConditions,
  certificateRequest,
} from '../../actors/certificates/certificateObjects';
import { certificateSpec } from '../../actors/certificates/CertificateSpec';
import { withCondition, type Condition } from '../../actors/conditions';
import {
  certificateRequestPem,
  makeKeyPair,
} from '../../actors/pki/CertificateAuthority';
import { timestamp } from '../../kube/store/ObjectStore';
import type { CertificateSketch } from '../certificates';
import {
  before,
  type Age,
  type Placed,
  type ScenarioCluster,
} from '../ScenarioCluster';

type Words = Pick<Condition, 'reason' | 'message'>;

/** A first issuance that was refused. @internal */
export interface RefusedIssuance {
  sketch: CertificateSketch;
  failedAgo: Age;
  /** How often it was tried; the next attempt waits an hour, doubled each time. */
  attempts: number;
  /** What the Ready condition of the request says. */
  ready: Words;
  /** What the approver said, when it denied the request. */
  denied?: Words;
  /** The order of an ACME issuer whose only challenge was refused. */
  order?: { name: string; refusal: string };
}

/** What names an object as the controller of another. */
function controller({ apiVersion = '', kind = '', metadata }: Placed) {
  const { name, uid } = metadata;
  return [
    {
      apiVersion,
      kind,
      name,
      uid,
      controller: true,
      blockOwnerDeletion: true,
    },
  ];
}

function addOrder(
  cluster: ScenarioCluster,
  request: Placed,
  { sketch, order, failedAgo }: RefusedIssuance,
): void {
  if (!order) return;
  const { namespace } = sketch;
  const [host] = certificateSpec({ spec: sketch.spec }).dnsNames;
  const authorization = 'https://acme-v02.api.letsencrypt.org/acme/authz/41';
  const challenge = `${authorization}/http-01`;
  const { request: csr, issuerRef } = request.spec as Record<string, unknown>;
  const placed = cluster.add(
    {
      apiVersion: 'acme.cert-manager.io/v1',
      kind: 'Order',
      metadata: {
        name: order.name,
        namespace,
        generation: 1,
        ownerReferences: controller(request),
      },
      spec: { request: csr, issuerRef, commonName: host, dnsNames: [host] },
      status: {
        state: 'invalid',
        url: 'https://acme-v02.api.letsencrypt.org/acme/order/41/7',
        finalizeURL: 'https://acme-v02.api.letsencrypt.org/acme/finalize/41/7',
        failureTime: timestamp(before(cluster.now, failedAgo)),
        authorizations: [
          {
            url: authorization,
            identifier: host,
            initialState: 'pending',
            wildcard: false,
            challenges: [{ type: 'http-01', url: challenge, token: 'Yd1q' }],
          },
        ],
      },
    },
    failedAgo,
  );
  cluster.add(
    {
      apiVersion: 'acme.cert-manager.io/v1',
      kind: 'Challenge',
      metadata: {
        name: `${order.name}-3021`,
        namespace,
        generation: 1,
        ownerReferences: controller(placed),
      },
      spec: {
        authorizationURL: authorization,
        dnsName: host,
        issuerRef,
        key: 'Yd1q.sandbox',
        solver: {
          http01: { gatewayHTTPRoute: { parentRefs: [{ name: 'public' }] } },
        },
        token: 'Yd1q',
        type: 'HTTP-01',
        url: challenge,
        wildcard: false,
      },
      status: {
        presented: false,
        processing: false,
        reason: order.refusal,
        state: 'invalid',
      },
    },
    failedAgo,
  );
}

/** Adds a Certificate that was never issued, with the request that was refused. @internal */
export async function addRefusedIssuance(
  cluster: ScenarioCluster,
  refused: RefusedIssuance,
): Promise<void> {
  const { sketch, failedAgo, attempts, ready, denied } = refused;
  const { namespace, name, spec, issuedAgo } = sketch;
  const failed = before(cluster.now, failedAgo);
  const begun = before(cluster.now, issuedAgo);
  const certificate = cluster.add(
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name, namespace, generation: 1 },
      spec,
    },
    issuedAgo,
  );
  const missing = {
    type: 'Ready',
    status: 'False',
    reason: 'DoesNotExist',
    message: 'Issuing certificate as Secret does not exist',
    observedGeneration: 1,
  } as const;
  certificate.status = {
    lastFailureTime: timestamp(failed),
    failedIssuanceAttempts: attempts,
    conditions: withCondition(
      withCondition([], missing, begun),
      {
        type: 'Issuing',
        status: 'False',
        reason: ready.reason,
        message: `The certificate request has failed to complete and will be retried: ${ready.message}`,
        observedGeneration: 1,
      },
      failed,
    ),
  };
  const keys = await makeKeyPair('ECDSA');
  const pem = await certificateRequestPem(keys, certificateSpec(certificate));
  const sent = certificateRequest(certificate, 1, pem);
  const approval = denied
    ? withCondition([], { type: 'Denied', status: 'True', ...denied }, failed)
    : approvedConditions([], failed);
  const request = cluster.add(
    {
      ...sent,
      apiVersion: 'cert-manager.io/v1',
      kind: 'CertificateRequest',
      metadata: { ...sent.metadata, name: `${name}-1`, generation: 1 },
      status: {
        failureTime: timestamp(failed),
        conditions: withCondition(
          approval,
          { type: 'Ready', status: 'False', ...ready },
          failed,
        ),
      },
    },
    failedAgo,
  );
  addOrder(cluster, request, refused);
}
