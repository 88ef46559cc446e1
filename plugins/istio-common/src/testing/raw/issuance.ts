/** Raw objects of an issuance by cert-manager for tests. */
import {
  httpsServer,
  rawCertificate,
  rawGateway,
  rawIngressGateway,
  rawIssuanceStep,
  rawMesh,
  rawPod,
  rawRoute,
  rawService,
} from '../rawObjects';

type Json = Record<string, unknown>;

/** A gateway that serves a host with Secret web-tls, in good order. */
export const AROUND = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawPod({ proxy: {} }),
  rawService(),
  rawGateway([httpsServer('web.example.com')]),
  rawRoute('web.example.com', 'cart', { gateways: ['web'] }),
];

/** The moment at which tests judge. */
export const NOW = '2026-02-01T00:00:00Z';

/** Less than a minute before. */
export const YOUNG = '2026-01-31T23:59:01Z';

/** A minute before. */
export const OLD = '2026-01-31T23:59:00Z';

/** A condition Ready that is false. */
export const ready = (reason?: string, message?: string, more: Json = {}) => ({
  type: 'Ready',
  status: 'False',
  ...(reason && { reason }),
  ...(message && { message }),
  ...more,
});

/** cert-manager is at work. */
export const ISSUING = { type: 'Issuing', status: 'True' };

/** An approver let the request pass. */
export const APPROVED = { type: 'Approved', status: 'True' };

const NEVER = {
  notAfter: undefined,
  notBefore: undefined,
  renewalTime: undefined,
};

/** A Certificate that was never issued and is being issued. */
export function stuck(
  options: { spec?: Json; status?: Json; name?: string } = {},
) {
  return rawCertificate({
    ...options,
    status: {
      conditions: [ready('DoesNotExist', 'no Secret'), ISSUING],
      ...NEVER,
      ...options.status,
    },
  });
}

/** The request of revision 1. */
export function request(
  conditions: unknown[],
  more: Json = {},
  createdAt = OLD,
) {
  const raw = rawIssuanceStep(
    'CertificateRequest',
    { kind: 'Certificate', name: 'web-tls' },
    {
      name: 'web-tls-1',
      annotations: { 'cert-manager.io/certificate-revision': '1' },
      status: { conditions },
      ...more,
    },
  );
  const metadata = { ...(raw.metadata as Json), creationTimestamp: createdAt };
  return { ...raw, metadata };
}

/** An order of that request. */
export function order(status: Json, name = 'web-tls-1-77', createdAt = OLD) {
  const raw = rawIssuanceStep(
    'Order',
    { kind: 'CertificateRequest', name: 'web-tls-1' },
    { name, status },
  );
  const metadata = { ...(raw.metadata as Json), creationTimestamp: createdAt };
  return { ...raw, metadata };
}

/** A challenge of the first order. */
export function challenge(name: string, status: Json, spec: Json = {}) {
  return rawIssuanceStep(
    'Challenge',
    { kind: 'Order', name: 'web-tls-1-77' },
    {
      name,
      spec: { dnsName: `${name}.example.com`, type: 'HTTP-01', ...spec },
      status,
    },
  );
}

/** An Issuer of one namespace, ready unless it says otherwise. */
export function namespaced(
  name: string,
  namespace: string,
  conditions?: unknown[],
) {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: { name, namespace },
    spec: { ca: { secretName: 'ca' } },
    status: { conditions: conditions ?? [{ type: 'Ready', status: 'True' }] },
  };
}
