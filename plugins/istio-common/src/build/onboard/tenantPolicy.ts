import type { JsonObject } from '@backstage/types';
import type { ManifestObject } from '../manifest';
import { celList, celText } from './celText';
import type { OnboardGateway, OnboardIntent } from './onboardIntent';
import {
  CLAIM_KIND,
  claimedByNobodyElse,
  claimsAt,
  tenantClaim,
  tenantPrefix,
} from './tenantClaim';
import type { Tenant } from './tenantField';
import { tenantNames } from './tenantNames';

const API = 'admissionregistration.k8s.io/v1';

const USAGES = [
  'digital signature',
  'key encipherment',
  'key agreement',
  'server auth',
  'client auth',
];

/** Fields by which a certificate would say more than its DNS names, or its Secret hold more. */
const CLOSED_FIELDS = [
  ...['emailAddresses', 'ipAddresses', 'uris', 'otherNames'],
  ...['literalSubject', 'subject', 'nameConstraints'],
  ...['keystores', 'secretTemplate'],
];

/** Whether a request comes from the tenant. */
function ofTenant({ subjects }: Tenant): string {
  return subjects
    .map(({ kind, name, namespace }) => {
      if (kind === 'Group') {
        return `${celText(name)} in request.userInfo.groups`;
      }
      const user = namespace
        ? `system:serviceaccount:${namespace}:${name}`
        : name;
      return `request.userInfo.username == ${celText(user)}`;
    })
    .join(' || ');
}

/** A rule on what is written; what is deleted is judged by its name alone. */
function onWrite(expression: string, message: string): JsonObject {
  return {
    expression: `request.operation == "DELETE" || (${expression})`,
    message,
    reason: 'Forbidden',
  };
}

function ownName(prefix: string, reserved: readonly string[]): JsonObject {
  const others = reserved.length
    ? ` && !${celList(reserved)}.exists(p, variables.name.startsWith(p))`
    : '';
  return {
    expression: `variables.name.startsWith(${celText(prefix)})${others}`,
    message: `The name of the Certificate must begin with "${prefix}" and not as those of another tenant: rename it.`,
    reason: 'Forbidden',
  };
}

/** Whether a Certificate has names, all in domains of the tenant. */
function inDomains(who: string, { domains }: Tenant): string {
  const names = `${who}.spec.dnsNames`;
  return `has(${names}) && size(${names}) > 0 && ${names}.all(n, ${celList(
    domains,
  )}.exists(d, n == d || n.endsWith("." + d)))`;
}

/**
 * What is there is the tenant's only with names of its own: so the certificates
 * of another tenant stay out of its reach also where nothing claims them any
 * more.
 */
function ownCertificate(tenant: Tenant): JsonObject {
  return {
    expression: `request.operation == "CREATE" || (${inDomains(
      'oldObject',
      tenant,
    )})`,
    message: `The Certificate is for names outside ${tenant.domains.join(
      ', ',
    )}, so it is not yours: ask who looks after the gateway to change or delete it.`,
    reason: 'Forbidden',
  };
}

function namesAndUses(tenant: Tenant): JsonObject[] {
  const { domains, maxDuration } = tenant;
  const list = domains.join(', ');
  return [
    onWrite(
      inDomains('object', tenant),
      `dnsNames must be given and lie in ${list}: take names of your own domain.`,
    ),
    onWrite(
      'has(object.spec.dnsNames) && (!has(object.spec.commonName) || object.spec.commonName in object.spec.dnsNames)',
      'commonName must be one of dnsNames: repeat one, or leave it out.',
    ),
    onWrite(
      CLOSED_FIELDS.map(field => `!has(object.spec.${field})`).join(' && '),
      `A tenant's Certificate has DNS names only: remove ${CLOSED_FIELDS.join(
        ', ',
      )}.`,
    ),
    onWrite(
      `!has(object.spec.usages) || object.spec.usages.all(u, u in ${celList(
        USAGES,
      )})`,
      `usages may be ${USAGES.join(', ')}: remove others.`,
    ),
    onWrite(
      // cert-manager asks for 90 days when none is given.
      `duration(has(object.spec.duration) ? object.spec.duration : "2160h") <= duration(${celText(
        maxDuration,
      )})`,
      `duration must be given and at most ${maxDuration}: shorten it.`,
    ),
  ];
}

function validationsOf(intent: OnboardIntent, tenant: Tenant): JsonObject[] {
  const { issuer, reservedPrefixes } = tenant;
  const { group, kind, name } = issuer;
  const prefix = tenantPrefix(intent, tenant);
  return [
    ownName(prefix, reservedPrefixes),
    claimedByNobodyElse(intent, tenant),
    ownCertificate(tenant),
    onWrite(
      'object.spec.secretName == variables.name',
      'secretName must be the name of the Certificate: another one could be a Secret that is not yours.',
    ),
    onWrite(
      '!has(object.spec.isCA) || !object.spec.isCA',
      'isCA must be false: a tenant is no authority.',
    ),
    ...namesAndUses(tenant),
    onWrite(
      // What is left out means an Issuer of cert-manager itself.
      `object.spec.issuerRef.name == ${celText(
        name,
      )} && (has(object.spec.issuerRef.kind) ? object.spec.issuerRef.kind : "Issuer") == ${celText(
        kind,
      )} && (has(object.spec.issuerRef.group) ? object.spec.issuerRef.group : "cert-manager.io") == ${celText(
        group,
      )}`,
      `issuerRef must be ${kind} ${name} of ${group}: correct it.`,
    ),
  ];
}

/**
 * Limits the certificates that a tenant may ask for beside the gateway: RBAC
 * alone would let it name any Secret (`cacerts`), any host and any issuer.
 *
 * @internal
 */
export function tenantPolicy(
  intent: OnboardIntent,
  tenant: Tenant,
  gateway: OnboardGateway,
): ManifestObject[] {
  const { certificates: name } = tenantNames(intent.namespace);
  return [
    tenantClaim(intent, tenant, gateway),
    {
      apiVersion: API,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        paramKind: CLAIM_KIND,
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['cert-manager.io'],
              apiVersions: ['*'],
              operations: ['CREATE', 'UPDATE', 'DELETE'],
              resources: ['certificates'],
            },
          ],
        },
        matchConditions: [{ name: 'tenant', expression: ofTenant(tenant) }],
        variables: [
          {
            name: 'name',
            expression:
              '(request.operation == "DELETE" ? oldObject : object).metadata.name',
          },
        ],
        validations: validationsOf(intent, tenant),
      },
    },
    {
      apiVersion: API,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: {
        policyName: name,
        paramRef: claimsAt(gateway),
        validationActions: ['Deny'],
        matchResources: {
          namespaceSelector: {
            matchLabels: { 'kubernetes.io/metadata.name': gateway.namespace },
          },
        },
      },
    },
  ];
}
