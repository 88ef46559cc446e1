import type { CertificateStatus, ExposureStatus } from '../../api/facts';
import { byRef } from '../../model/byCreation';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { ExposureAuthentication } from '../authorization/ExposureAuthentication';
import { groupsByGateway } from '../authorization/groupsByGateway';
import { assessCertificates } from '../certificate/assessCertificates';
import { type EgressSecret, egressSecrets } from '../egress/egressSecrets';
import { ServiceDirectory } from '../ServiceDirectory';
import { SecretUses, secretRef } from './credentials';
import type { ExposureDraft } from './exposureDraft';
import { gatewayApiExposures } from './gatewayApiExposures';
import { type GatewayWorkload, gatewayWorkloads } from './gatewayWorkloads';
import { ingressExposures } from './ingressExposures';
import { istioExposures } from './istioExposures';
import { judgeExposure } from './judgeExposure';

/** Hosts and certificates, which are judged together. */
export interface ExposureResult {
  exposures: ExposureStatus[];
  certificates: CertificateStatus[];
  drafts: readonly ExposureDraft[];
  gatewayWorkloads: readonly GatewayWorkload[];
  directory: ServiceDirectory;
}

/** Which Secrets are served, by what, for which hosts. */
export function secretUses(
  drafts: readonly ExposureDraft[],
  outgoing: readonly EgressSecret[],
): SecretUses {
  const uses = new SecretUses();
  for (const { secrets, gateway, host, server, problem } of drafts) {
    if (problem?.state === 'shadowed') continue;
    for (const secret of secrets) {
      uses.add(secret, gateway, host, server.tlsMode);
    }
  }
  for (const { secret, rule, host } of outgoing) uses.add(secret, rule, host);
  return uses;
}

function ordered(a: ExposureStatus, b: ExposureStatus): number {
  if (a.host !== b.host) return a.host < b.host ? -1 : 1;
  return (
    byRef({ ref: a.gateway }, { ref: b.gateway }) ||
    a.server.port - b.server.port
  );
}

/** Every host of the cluster with where it leads, and every certificate. */
export function assessExposures(scope: AssessScope): ExposureResult {
  const directory = new ServiceDirectory(scope);
  const serving = gatewayWorkloads(scope);
  const drafts = [
    ...istioExposures(scope, directory, serving),
    ...gatewayApiExposures(scope, directory),
    ...ingressExposures(scope, directory),
  ];
  const certificates = assessCertificates(
    scope,
    secretUses(drafts, egressSecrets(scope, serving)),
  );
  const bySecret = new Map<string, CertificateStatus>();
  const elsewhere = new Map<string, ObjectRef>();
  for (const certificate of certificates) {
    const { ref, secretName } = certificate;
    const secret = secretRef(ref.namespace ?? '', secretName);
    // Of two Certificates that write one Secret only one does.
    if (certificate.rootCause?.reason !== 'IncorrectCertificate') {
      bySecret.set(stringifyObjectRef(secret), certificate);
    }
    if (ref.kind === 'Certificate' && !elsewhere.has(secretName)) {
      elsewhere.set(secretName, ref);
    }
  }
  const tokens = new ExposureAuthentication(scope);
  const podsOf = groupsByGateway(scope, serving);
  const exposures = drafts.map(draft => {
    const authentication = tokens.of(draft, podsOf(draft.gateway));
    return {
      ...judgeExposure(
        scope.context.cluster,
        draft,
        draft.secrets.flatMap(
          secret => bySecret.get(stringifyObjectRef(secret)) ?? [],
        ),
        name => elsewhere.get(name),
      ),
      ...(authentication && { authentication }),
    };
  });
  return {
    exposures: exposures.sort(ordered),
    certificates,
    drafts,
    gatewayWorkloads: serving,
    directory,
  };
}
