import type { ValidationFinding } from '../../api/validation';
import { type ManifestObject, manifestRef } from '../../build/manifest';
import { stringifyObjectRef } from '../../model/identity';
import { fields, list, text, texts } from '../../trim/fields';
import type { OfflineChangeCheck } from '../changeCheck';
import { named } from '../ingressCheck';

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
): ValidationFinding[] {
  const secrets = new Set(
    objects
      .filter(({ kind }) => kind === 'Certificate')
      .map(({ spec }) => text(fields(spec).secretName)),
  );
  return objects
    .filter(({ kind }) => kind === 'Gateway')
    .flatMap(object =>
      servers(object)
        .map(({ credentialName }) => credentialName)
        .filter(name => name !== undefined && !secrets.has(name))
        .map(name => ({
          code: 'IST0101',
          severity: 'error' as const,
          ref: manifestRef(object),
          cause: `Gateway ${named(
            manifestRef(object),
          )} serves Secret ${name}, which no Certificate of the change writes.`,
          fix: 'Generate the definitions again from the intent.',
        })),
    );
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
  run: ({ objects }) => [
    ...duplicates(objects),
    ...missingCredentials(objects),
    ...doubleHosts(objects),
  ],
};
