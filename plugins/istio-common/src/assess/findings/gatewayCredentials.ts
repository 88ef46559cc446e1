import { byRef } from '../../model/byCreation';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { GatewayObject } from '../../model/networkingObjects';
import { secretReading } from '../certificate/secretReading';
import {
  credentialNames,
  credentialSecret,
  secretOutOfReach,
} from '../exposure/credentials';
import { isPassthrough } from '../exposure/gatewayServers';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

/** A Secret of another namespace, which the pods never get. */
function outOfReach(
  gateway: GatewayObject,
  secret: ObjectRef,
  namespace: string,
): RawFinding {
  return {
    kind: 'notFound',
    title: 'credential out of reach',
    object: gateway,
    related: [secret],
    cause: `${nameOf(gateway.ref)} takes its credential from ${nameOf(
      secret,
    )}, which istiod gives to pods of namespace ${
      secret.namespace
    } only, and its gateway pods run in ${namespace}`,
    fix: `Let a Certificate in namespace ${namespace} write a Secret, and set its name without a namespace as credentialName of ${nameOf(
      gateway.ref,
    )}.`,
  };
}

/**
 * Credentials that no Certificate writes beside the gateway pods although one
 * writes a Secret of that name elsewhere (istio/istio#27740). Where Secrets are
 * read, any credential that is not there; else one without any Certificate is
 * not judged. One that names another namespace is never given out.
 */
export const gatewayCredentials: FindingRule = {
  name: 'gateway-credentials',
  raises: ['notFound'],
  reads: [
    ['gateways.networking.istio.io', 'gateway'],
    ['certificates.cert-manager.io', 'certificate'],
    ['pods', 'pod'],
  ],
  alsoReads: [
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['services', 'service'],
    ['secrets:tls', 'secret'],
    ['secrets:other', 'secret'],
  ],
  *find({ scope, exposure }): Iterable<RawFinding> {
    const written = new Set<string>();
    const writers = new Map<string, ObjectRef>();
    for (const certificate of [...scope.index.all('certificate')].sort(byRef)) {
      const { ref, secretName } = certificate;
      written.add(
        stringifyObjectRef(credentialSecret(secretName, ref.namespace ?? '')),
      );
      if (!writers.has(secretName)) writers.set(secretName, ref);
    }
    const reported = new Set<string>();
    const readable = secretReading(scope).state === 'read';
    for (const { group, gateways } of exposure.gatewayWorkloads) {
      for (const gateway of gateways) {
        for (const server of gateway.servers) {
          if (isPassthrough(server)) continue;
          for (const name of credentialNames(server)) {
            const secret = credentialSecret(name, group.namespace);
            const away = secretOutOfReach(name, group.namespace);
            if (away) {
              const id = `${stringifyObjectRef(gateway.ref)} ${name} ${
                group.namespace
              }`;
              if (!reported.has(id)) {
                yield outOfReach(gateway, away, group.namespace);
              }
              reported.add(id);
              continue;
            }
            const writer = writers.get(secret.name);
            const key = `${stringifyObjectRef(
              gateway.ref,
            )} ${stringifyObjectRef(secret)}`;
            if (
              (!writer && !readable) ||
              written.has(stringifyObjectRef(secret)) ||
              (readable && scope.index.find(secret)) ||
              reported.has(key)
            ) {
              continue;
            }
            reported.add(key);
            if (!writer) {
              yield {
                kind: 'notFound',
                title: 'credential not found',
                object: gateway,
                related: [secret],
                cause: `${nameOf(
                  gateway.ref,
                )} takes its credential from ${nameOf(
                  secret,
                )}, which is not there or holds no certificate`,
                fix: `Let a Certificate in namespace ${
                  secret.namespace
                } write ${nameOf(secret)}.`,
              };
              continue;
            }
            yield {
              kind: 'notFound',
              title: 'credential not found',
              object: gateway,
              related: [writer],
              cause: `${nameOf(gateway.ref)} takes its credential from Secret ${
                secret.namespace
              }/${secret.name}, but ${nameOf(writer)} writes it in namespace ${
                writer.namespace
              }`,
              fix: `Move ${nameOf(writer)} to namespace ${
                secret.namespace
              }, where the gateway pods run.`,
            };
          }
        }
      }
    }
  },
};
