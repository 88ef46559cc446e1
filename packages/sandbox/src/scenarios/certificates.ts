import {
  approvedConditions,
  certificateRequest,
  certificateSecret,
  issuedRequestStatus,
  readyStatus,
} from '../actors/certificates/certificateObjects';
import { certificateSpec } from '../actors/certificates/CertificateSpec';
import { withCondition } from '../actors/conditions';
import {
  CertificateAuthority,
  certificateRequestPem,
  makeKeyPair,
  privateKeyPem,
} from '../actors/pki/CertificateAuthority';
import type { KubeInput } from '../kube/KubeObject';
import { timestamp } from '../kube/store/ObjectStore';
import { before, type Age, type ScenarioCluster } from './ScenarioCluster';

/** A Certificate as somebody applied it, and how long ago it was issued. @internal */
export interface CertificateSketch {
  namespace: string;
  name: string;
  spec: Record<string, unknown>;
  issuedAgo: Age;
}

const ISSUER_GROUP = 'cert-manager.io/v1';

/** Adds a ClusterIssuer with its Ready condition. @internal */
export function addClusterIssuer(
  cluster: ScenarioCluster,
  name: string,
  spec: Record<string, unknown>,
  ready: { ok: boolean; reason: string; message: string; since?: Age },
): void {
  const since = ready.since ?? { days: 200 };
  cluster.add({
    apiVersion: ISSUER_GROUP,
    kind: 'ClusterIssuer',
    metadata: { name, generation: 1 },
    spec,
    status: {
      conditions: [
        {
          type: 'Ready',
          status: ready.ok ? 'True' : 'False',
          reason: ready.reason,
          message: ready.message,
          observedGeneration: 1,
          lastTransitionTime: timestamp(before(cluster.now, since)),
        },
      ],
    },
  });
}

/** The Secret of a CA issuer: its certificate and its key. @internal */
export function addAuthoritySecret(
  cluster: ScenarioCluster,
  name: string,
  authority: CertificateAuthority,
): void {
  cluster.add({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'cert-manager' },
    type: 'kubernetes.io/tls',
    data: {
      'tls.crt': Buffer.from(authority.pem).toString('base64'),
      'tls.key': Buffer.from(authority.keyPem).toString('base64'),
    },
  });
}

async function issue(
  authority: CertificateAuthority,
  certificate: KubeInput,
  notBefore: Date,
) {
  const spec = certificateSpec(certificate);
  const keys = await makeKeyPair(spec.algorithm);
  const request = await certificateRequestPem(keys, spec);
  const pem = await authority.signRequest(request, {
    usages: spec.usages,
    notBefore,
    notAfter: new Date(notBefore.getTime() + spec.duration),
  });
  return {
    request,
    material: {
      certificate: pem,
      privateKey: privateKeyPem(keys),
      ca: authority.pem,
    },
  };
}

/** Adds a Certificate that was issued, with its Secret and its request. @internal */
export async function addIssuedCertificate(
  cluster: ScenarioCluster,
  authority: CertificateAuthority,
  { namespace, name, spec, issuedAgo }: CertificateSketch,
) {
  const notBefore = before(cluster.now, issuedAgo);
  const certificate = cluster.add(
    {
      apiVersion: ISSUER_GROUP,
      kind: 'Certificate',
      metadata: { name, namespace, generation: 1 },
      spec,
    },
    issuedAgo,
  );
  const { request, material } = await issue(authority, certificate, notBefore);
  const status = readyStatus(
    certificate,
    [],
    material.certificate,
    1,
    notBefore,
  );
  certificate.status = status;
  const secret = certificateSecret(certificate, material);
  cluster.add(
    {
      ...secret,
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        ...secret.metadata,
        name: certificateSpec(certificate).secretName,
      },
    },
    issuedAgo,
  );
  const sent = certificateRequest(certificate, 1, request);
  cluster.add(
    {
      ...sent,
      apiVersion: ISSUER_GROUP,
      kind: 'CertificateRequest',
      metadata: { ...sent.metadata, name: `${name}-1`, generation: 1 },
      status: issuedRequestStatus(
        approvedConditions([], notBefore),
        material,
        notBefore,
      ),
    },
    issuedAgo,
  );
  return { certificate, status };
}

/**
 * Adds a Certificate whose renewal has begun and hangs: its issuer is not
 * ready, so the second request stays pending.
 *
 * @internal
 */
export async function addStuckRenewal(
  cluster: ScenarioCluster,
  authority: CertificateAuthority,
  sketch: CertificateSketch,
): Promise<void> {
  const { name } = sketch;
  const { certificate, status } = await addIssuedCertificate(
    cluster,
    authority,
    sketch,
  );
  const began = new Date(String(status.renewalTime));
  certificate.status = {
    ...status,
    nextPrivateKeySecretName: `${name}-next`,
    conditions: withCondition(
      status.conditions,
      {
        type: 'Issuing',
        status: 'True',
        reason: 'Renewing',
        message: `Renewing certificate as renewal was scheduled at ${status.renewalTime}`,
        observedGeneration: 1,
      },
      began,
    ),
  };
  const spec = certificateSpec(certificate);
  const keys = await makeKeyPair(spec.algorithm);
  const pem = await certificateRequestPem(keys, spec);
  const sent = certificateRequest(certificate, 2, pem);
  cluster.add({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: `${name}-next`,
      namespace: sketch.namespace,
      labels: { 'cert-manager.io/next-private-key': 'true' },
    },
    type: 'Opaque',
    data: { 'tls.key': Buffer.from(privateKeyPem(keys)).toString('base64') },
  });
  const minutes = (cluster.now.getTime() - began.getTime()) / 60_000;
  cluster.add(
    {
      ...sent,
      apiVersion: ISSUER_GROUP,
      kind: 'CertificateRequest',
      metadata: { ...sent.metadata, name: `${name}-2`, generation: 1 },
      status: {
        conditions: withCondition(
          approvedConditions([], began),
          {
            type: 'Ready',
            status: 'False',
            reason: 'Pending',
            message: 'Referenced issuer does not have a Ready status condition',
          },
          began,
        ),
      },
    },
    { minutes },
  );
}
