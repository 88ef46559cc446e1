import type { CertificateStatus } from '../../api/facts';
import type {
  CertificateObject,
  CertificateRequestObject,
  ChallengeObject,
  IssuerObject,
  OrderObject,
} from '../../model/certificateObjects';
import { byCreation, byRef } from '../../model/byCreation';
import type { ObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { secretKeepers } from './secretKeepers';

/** The first broken link on the way to a certificate. */
export type RootCause = NonNullable<CertificateStatus['rootCause']>;

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
  /** The Certificate that keeps the Secret, when it is another one. */
  keeper?: CertificateObject;
  /** An issuer of that name that the Certificate cannot mean as it is written. */
  namesake?: ObjectRef;
  /** Types that could not be read, "Issuers are forbidden". */
  unread: readonly string[];
}

/** What is read on the way from a Certificate to a Challenge. */
const STEPS = [
  ['certificaterequests.cert-manager.io', 'certificaterequest'],
  ['orders.acme.cert-manager.io', 'order'],
  ['challenges.acme.cert-manager.io', 'challenge'],
] as const;
const STEP_NAMES = ['CertificateRequests', 'Orders', 'Challenges'] as const;

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
    const siblings = children.get(key);
    if (siblings) siblings.push(object);
    else children.set(key, [object]);
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
  readonly #keepers: ReadonlyMap<string, CertificateObject>;
  readonly #unreadSteps: readonly string[];
  #namesakes?: ReadonlyMap<string, ObjectRef>;

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
    this.#keepers = secretKeepers(index.all('certificate'));
    this.#unreadSteps = STEPS.flatMap(([resource, type], at) => {
      const why = scope.unread(resource, type);
      return why ? [`${STEP_NAMES[at]} are ${why}`] : [];
    });
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
    return {
      certificate,
      ...this.#issuerOf(certificate),
      ...(request && { request }),
      ...(order && { order }),
      challenges: child(this.#challenges, order),
      ...this.#rivalOf(certificate),
    };
  }

  #rivalOf(certificate: CertificateObject): Pick<Issuance, 'keeper'> {
    const { ref, secretName } = certificate;
    const keeper = this.#keepers.get(`${ref.namespace}/${secretName}`);
    return keeper && keeper.ref.name !== ref.name ? { keeper } : {};
  }

  #issuerOf(
    certificate: CertificateObject,
  ): Pick<Issuance, 'issuer' | 'issuerKnown' | 'namesake' | 'unread'> {
    const { group, kind, name } = certificate.issuer;
    const found = this.#scope.index.find(certificate.issuer);
    const own = group === 'cert-manager.io';
    const plural = kind === 'ClusterIssuer' ? 'clusterissuers' : 'issuers';
    const why = this.#scope.unread(`${plural}.cert-manager.io`, 'issuer');
    const issuer = found?.type === 'issuer' ? found : undefined;
    const namesake = own && !issuer ? this.#namesakeOf(name) : undefined;
    return {
      ...(issuer && { issuer }),
      issuerKnown: own && !why,
      ...(namesake && { namesake }),
      unread: [
        ...(own && why
          ? [
              `${
                kind === 'ClusterIssuer' ? 'ClusterIssuers' : 'Issuers'
              } are ${why}`,
            ]
          : []),
        ...this.#unreadSteps,
      ],
    };
  }

  /** Any issuer of that name; one for all namespaces before others. */
  #namesakeOf(name: string): ObjectRef | undefined {
    if (!this.#namesakes) {
      const found = new Map<string, ObjectRef>();
      for (const { ref } of [...this.#scope.index.all('issuer')].sort(byRef)) {
        const known = found.get(ref.name);
        if (!known || (known.namespace && !ref.namespace)) {
          found.set(ref.name, ref);
        }
      }
      this.#namesakes = found;
    }
    return this.#namesakes.get(name);
  }
}
