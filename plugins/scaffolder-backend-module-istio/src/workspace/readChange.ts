import { readFile, stat } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import {
  ingressIntentSchema,
  type ManifestObject,
} from '@meshwright/backstage-plugin-istio-common';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { WorkspaceChange } from './GeneratedChange';
import { CHANGE_FILE } from './writeChange';

const MAX_BYTES = 1024 * 1024;
const MAX_ALIASES = 100;

const changeFile = z.object({
  kind: z.literal('ingress'),
  intent: ingressIntentSchema,
  intentHash: z.string(),
  changeId: z.string(),
  entityRef: z.string(),
  template: z.string(),
  summary: z.string(),
  effects: z.array(z.string()),
  rollback: z.string(),
  files: z.array(z.string()).min(1),
});

const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
  }),
  spec: z.record(z.string(), z.unknown()),
});

/**
 * Reads the change that `istio:generate:*` wrote below `folder`, with the
 * definitions as they are now: a step in between may have edited them.
 *
 * @internal
 */
export async function readChange(
  folder: string,
  name: string,
): Promise<WorkspaceChange> {
  const parsed = changeFile.safeParse(await readHead(folder, name));
  if (!parsed.success) {
    throw new InputError(
      `${name}/${CHANGE_FILE} is not as istio:generate:ingress wrote it; run the step that writes it again`,
      parsed.error,
    );
  }
  const { files, ...change } = parsed.data;
  const objects: ManifestObject[] = [];
  for (const path of files) {
    objects.push(...(await readDefinitions(folder, path)));
  }
  return { ...change, objects };
}

async function readHead(folder: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await read(folder, CHANGE_FILE));
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      throw new InputError(
        `The workspace holds no change in "${name}"; put the step istio:generate:ingress before this one, with the same "directory"`,
      );
    }
    throw error;
  }
}

async function readDefinitions(
  folder: string,
  path: string,
): Promise<ManifestObject[]> {
  const documents = parseAllDocuments(await read(folder, path));
  return documents.map((document, index) => {
    const where = `Document ${index + 1} of ${path}`;
    if (document.errors.length > 0) {
      throw new InputError(
        `${where} is not YAML: ${document.errors[0].message}`,
      );
    }
    const parsed = manifest.safeParse(
      document.toJS({ maxAliasCount: MAX_ALIASES }),
    );
    if (!parsed.success) {
      throw new InputError(
        `${where} is no Kubernetes object with apiVersion, kind, metadata.name and spec; correct the step that wrote it`,
      );
    }
    // The fields that the type names are checked above; the rest is JSON, as YAML is.
    return parsed.data as ManifestObject;
  });
}

async function read(folder: string, path: string): Promise<string> {
  const source = resolveSafeChildPath(folder, path);
  const { size } = await stat(source);
  if (size > MAX_BYTES) {
    throw new InputError(
      `${path} has ${size} bytes, at most ${MAX_BYTES} are read; split it`,
    );
  }
  return readFile(source, 'utf8');
}
