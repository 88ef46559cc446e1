import type { CertificateStatus, ExposureStatus } from '../../api/facts';
import { byRef } from '../../model/byCreation';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import { packed } from '../../model/packed';
import type { AssessScope } from '../AssessScope';
import type { Draft } from '../commonPart';
import { ExposureAuthentication } from '../authorization/ExposureAuthentication';
import { groupsByGateway } from '../authorization/groupsByGateway';
import { assessCertificates } from '../certificate/assessCertificates';
import { type EgressSecret, egressSecrets } from '../egress/egressSecrets';
import type { ServiceDirectory } from '../ServiceDirectory';
import { SecretUses, secretRef } from './credentials';
import type { ExposureDraft } from './exposureDraft';
import {
  exposedDrafts,
  exposureDrafts,
  serviceDirectory,
} from './exposureDrafts';
import { anyReady } from './gatewayPods';
import { type GatewayWorkload, gatewayWorkloads } from './gatewayWorkloads';
import { judgeExposure, type SecretWriter } from './judgeExposure';
import { shutOut } from './shutOut';

/** Hosts and certificates, which are judged together. */
export interface ExposureResult {
  readonly certificates: readonly CertificateStatus[];
  /** Every host of every server, the ways out of the mesh too. */
  readonly drafts: readonly ExposureDraft[];
  /** Those of clients outside the mesh. */
  readonly exposed: readonly ExposureDraft[];
  readonly gatewayWorkloads: readonly GatewayWorkload[];
  readonly directory: ServiceDirectory;
}

/** Which Secrets are served, by what, for which hosts. */
export function secretUses(
  drafts: readonly ExposureDraft[],
  outgoing: readonly EgressSecret[],
): SecretUses {
  const uses = new SecretUses();
  for (const draft of drafts) {
    const { secrets, gateway, host, server, problem, clientCaApart } = draft;
    if (problem?.state === 'shadowed') continue;
    for (const secret of secrets) {
      const mode = clientCaApart ? undefined : server.tlsMode;
      uses.add(secret, gateway, host, mode);
    }
  }
  for (const { secret, rule, host } of outgoing) uses.add(secret, rule, host);
  return uses;
}

/** By host, Gateway and port. */
export function compareExposures(a: ExposureStatus, b: ExposureStatus): number {
  if (a.host !== b.host) return a.host < b.host ? -1 : 1;
  return (
    byRef({ ref: a.gateway }, { ref: b.gateway }) ||
    a.server.port - b.server.port
  );
}

function certificatesOf(scope: AssessScope): CertificateStatus[] {
  const drafts = scope.memo(exposureDrafts, undefined);
  const serving = scope.memo(gatewayWorkloads, undefined);
  return assessCertificates(
    scope,
    secretUses(drafts, egressSecrets(scope, serving)),
  );
}

/** The certificate of each Secret, and who writes a Secret of that name anywhere. */
function writersOf(scope: AssessScope) {
  const bySecret = new Map<string, CertificateStatus>();
  const elsewhere = new Map<string, SecretWriter>();
  for (const certificate of scope.memo(certificatesOf, undefined)) {
    const { ref, secretName, servedBy } = certificate;
    const secret = secretRef(ref.namespace ?? '', secretName);
    // Of two Certificates that write one Secret only one does.
    if (certificate.rootCause?.reason !== 'IncorrectCertificate') {
      bySecret.set(stringifyObjectRef(secret), certificate);
    }
    if (ref.kind === 'Certificate' && !elsewhere.has(secretName)) {
      elsewhere.set(secretName, { ref, inUse: servedBy.length > 0 });
    }
  }
  return { bySecret, elsewhere };
}

function tokensOf(scope: AssessScope): ExposureAuthentication {
  return new ExposureAuthentication(scope);
}

function podsByGateway(scope: AssessScope) {
  return groupsByGateway(scope, scope.memo(gatewayWorkloads, undefined));
}

/** The verdict on one draft. */
export function exposureOf(
  scope: AssessScope,
  draft: ExposureDraft,
): Draft<ExposureStatus, readonly ObjectRef[]> {
  const { bySecret, elsewhere } = scope.memo(writersOf, undefined);
  const serving = scope.memo(podsByGateway, undefined)(draft.gateway);
  const shut = shutOut(scope, draft, serving);
  const authentication = scope.memo(tokensOf, undefined).of(draft, serving);
  const fact = {
    ...judgeExposure(
      scope.context.cluster,
      {
        ...draft,
        hasReadyGateway: anyReady(scope, draft.servedBy),
        hasReadyPods: anyReady(scope, draft.workloads),
        ...(shut && { shutOut: shut }),
      },
      draft.secrets.flatMap(
        secret => bySecret.get(stringifyObjectRef(secret)) ?? [],
      ),
      name => elsewhere.get(name),
    ),
    ...(authentication && { authentication }),
  };
  // Rows are copies of it, and take the room that it takes.
  return { fact: packed(fact), common: draft.servedBy };
}

/** Each part is worked out, and counts as read, when somebody takes it. */
class ScopeExposure implements ExposureResult {
  readonly #scope: AssessScope;

  constructor(scope: AssessScope) {
    this.#scope = scope;
  }

  get certificates() {
    return this.#scope.memo(certificatesOf, undefined);
  }

  get drafts() {
    return this.#scope.memo(exposureDrafts, undefined);
  }

  get exposed() {
    return this.#scope.memo(exposedDrafts, undefined);
  }

  get gatewayWorkloads() {
    return this.#scope.memo(gatewayWorkloads, undefined);
  }

  get directory() {
    return this.#scope.memo(serviceDirectory, undefined);
  }
}

/** Every host of the cluster with where it leads, and every certificate. */
export function assessExposures(scope: AssessScope): ExposureResult {
  return new ScopeExposure(scope);
}
