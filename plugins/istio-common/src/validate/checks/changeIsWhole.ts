import type { ValidationFinding } from '../../api/validation';
import { type ManifestObject, manifestRef } from '../../build/manifest';
import { secretOutOfReach } from '../../assess/exposure/credentials';
import { stringifyObjectRef } from '../../model/identity';
import { fields, list, text, texts } from '../../trim/fields';
import type { OfflineChangeCheck } from '../changeCheck';
import { named } from '../ingressCheck';

/** How a credential may say where it is looked up. */
const SCHEME = /^[a-z-]+:\/\//;

interface Server {
  hosts: string[];
  credentialName?: string;
}

/** A step may have edited what was built. */
function servers({ spec }: ManifestObject): Server[] {
  return list(fields(spec).servers).map(server => {
    const { hosts, tls } = fields(server);
    return {
      hosts: texts(hosts),
      credentialName: text(fields(tls).credentialName),
    };
  });
}

function duplicates(objects: readonly ManifestObject[]): ValidationFinding[] {
  const seen = new Set<string>();
  return objects.flatMap(object => {
    const ref = manifestRef(object);
    const id = stringifyObjectRef(ref);
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      {
        code: 'MW-CHANGE-DUPLICATE',
        severity: 'error' as const,
        ref,
        cause: `The change has ${ref.kind} ${named(ref)} twice.`,
        fix: 'Give the exposures different names.',
      },
    ];
  });
}

function missingCredentials(
  objects: readonly ManifestObject[],
  pods: string | undefined,
): ValidationFinding[] {
  const secrets = new Set(
    objects
      .filter(({ kind }) => kind === 'Certificate')
      .flatMap(({ metadata, spec }) => {
        const name = text(fields(spec).secretName);
        return [name, `${metadata.namespace}/${name}`];
      }),
  );
  return objects
    .filter(({ kind }) => kind === 'Gateway')
    .flatMap(object =>
      servers(object).flatMap(({ credentialName }) => {
        if (credentialName === undefined) return [];
        const words = credentialWords(credentialName, secrets, pods);
        return words
          ? [
              {
                code: 'IST0101',
                severity: 'error' as const,
                ref: manifestRef(object),
                cause: `Gateway ${named(manifestRef(object))} serves Secret ${
                  words.secret
                }, ${words.why}.`,
                fix: words.fix,
              },
            ]
          : [];
      }),
    );
}

/** What is wrong with a credential, for gateway pods in a namespace where that is known. */
function credentialWords(
  credentialName: string,
  secrets: ReadonlySet<string | undefined>,
  pods: string | undefined,
) {
  const away = pods && secretOutOfReach(credentialName, pods);
  const secret = credentialName.replace(SCHEME, '');
  if (away) {
    return {
      secret,
      why: `which istiod gives to pods of ${away.namespace} only, and the gateway pods run in ${pods}`,
      fix: `Put the Certificate into ${pods}, and name its Secret without a namespace.`,
    };
  }
  return secrets.has(secret)
    ? undefined
    : {
        secret,
        why: 'which no Certificate of the change writes',
        fix: 'Generate the definitions again from the intent.',
      };
}

function doubleHosts(objects: readonly ManifestObject[]): ValidationFinding[] {
  const owners = new Map<string, ManifestObject>();
  const findings: ValidationFinding[] = [];
  for (const object of objects.filter(({ kind }) => kind === 'Gateway')) {
    for (const host of servers(object).flatMap(server => server.hosts)) {
      const first = owners.get(host);
      if (first) {
        findings.push({
          code: 'IST0145',
          severity: 'error',
          ref: manifestRef(object),
          field: 'host',
          cause: `Host ${host} is claimed by Gateway ${named(
            manifestRef(first),
          )} of the same change too.`,
          fix: 'Give each exposure a host of its own.',
        });
      }
      owners.set(host, object);
    }
  }
  return findings;
}

/** The objects of the change fit together. @internal */
export const changeIsWhole: OfflineChangeCheck = {
  id: 'change-is-whole',
  title: 'objects of the change',
  run: ({ objects, intent }) => [
    ...duplicates(objects),
    ...missingCredentials(objects, text(fields(intent.gateway).namespace)),
    ...doubleHosts(objects),
  ],
};
