import type {
  CertificateObject,
  CertificateRequestObject,
  ChallengeObject,
  IssuerObject,
  OrderObject,
} from '../../model/certificateObjects';
import { byCreation } from '../../model/byCreation';
import type { AssessScope } from '../AssessScope';

/** The objects behind the latest attempt to issue a certificate. */
export interface Issuance {
  certificate: CertificateObject;
  /** Absent when it does not exist, or is of another group than cert-manager's. */
  issuer?: IssuerObject;
  /** True when the issuer is cert-manager's own and could be looked up. */
  issuerKnown: boolean;
  request?: CertificateRequestObject;
  order?: OrderObject;
  challenges: readonly ChallengeObject[];
}

/** Children by `namespace/owner`, newest first. */
function byOwner<T extends { ref: { namespace?: string } }>(
  objects: Iterable<T>,
  owner: (object: T) => string | undefined,
  order: (a: T, b: T) => number,
): ReadonlyMap<string, T[]> {
  const children = new Map<string, T[]>();
  for (const object of objects) {
    const name = owner(object);
    if (!name) continue;
    const key = `${object.ref.namespace}/${name}`;
    children.set(key, [...(children.get(key) ?? []), object]);
  }
  for (const list of children.values()) list.sort(order);
  return children;
}

/** Finds what stands behind a Certificate. */
export class Issuances {
  readonly #scope: AssessScope;
  readonly #requests: ReadonlyMap<string, CertificateRequestObject[]>;
  readonly #orders: ReadonlyMap<string, OrderObject[]>;
  readonly #challenges: ReadonlyMap<string, ChallengeObject[]>;

  constructor(scope: AssessScope) {
    this.#scope = scope;
    const { index } = scope;
    this.#requests = byOwner(
      index.all('certificaterequest'),
      request => request.certificate,
      (a, b) => (b.revision ?? 0) - (a.revision ?? 0) || byCreation(b, a),
    );
    this.#orders = byOwner(
      index.all('order'),
      order => order.request,
      (a, b) => byCreation(b, a),
    );
    this.#challenges = byOwner(
      index.all('challenge'),
      challenge => challenge.order,
      byCreation,
    );
  }

  of(certificate: CertificateObject): Issuance {
    const { namespace } = certificate.ref;
    const child = <T>(
      children: ReadonlyMap<string, T[]>,
      parent: { ref: { name: string } } | undefined,
    ): T[] =>
      parent ? children.get(`${namespace}/${parent.ref.name}`) ?? [] : [];
    const [request] = child(this.#requests, certificate);
    const [order] = child(this.#orders, request);
    const issuer = this.#scope.index.find(certificate.issuer);
    const own = certificate.issuer.group === 'cert-manager.io';
    const plural =
      certificate.issuer.kind === 'ClusterIssuer'
        ? 'clusterissuers'
        : 'issuers';
    const issuersUnread = this.#scope.unread(
      `${plural}.cert-manager.io`,
      'issuer',
    );
    return {
      certificate,
      ...(issuer?.type === 'issuer' && { issuer }),
      issuerKnown: own && !issuersUnread,
      ...(request && { request }),
      ...(order && { order }),
      challenges: child(this.#challenges, order),
    };
  }
}
