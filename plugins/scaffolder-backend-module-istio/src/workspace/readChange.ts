import { readFile, stat } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import {
  type BuiltFile,
  intentKindOf,
  type ManifestObject,
} from '@meshwright/backstage-plugin-istio-common';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { WorkspaceChange } from './GeneratedChange';
import { takenAwaySchema, withTakenAway } from './takenAway';
import { CHANGE_FILE, TEXTS_FOLDER } from './writeChange';

const MAX_BYTES = 1024 * 1024;
const MAX_ALIASES = 100;

const changeFile = z.object({
  kind: z.string(),
  intent: z.unknown(),
  remove: z.boolean(),
  intentHash: z.string(),
  changeId: z.string(),
  entityRef: z.string().optional(),
  template: z.string(),
  summary: z.string(),
  effects: z.array(z.string()),
  rollback: z.string(),
  takenAway: takenAwaySchema,
  files: z.array(z.string()),
  texts: z.array(
    z.object({ path: z.string(), helmValues: z.boolean().optional() }),
  ),
});

const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
  }),
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
  if (!parsed.success) throw notAsWritten(name, parsed.error);
  const { files, takenAway, ...change } = parsed.data;
  // The intent is judged again: a step in between may have edited it, too.
  const read = intentKindOf(change.kind)?.build(change.intent);
  if (!read || 'problems' in read) throw notAsWritten(name);
  const objects: ManifestObject[] = [];
  for (const path of files) {
    objects.push(...(await readDefinitions(folder, path)));
  }
  const texts: BuiltFile[] = [];
  for (const { path, helmValues } of change.texts) {
    const content = await readText(folder, `${TEXTS_FOLDER}/${path}`);
    texts.push({ path, content, ...(helmValues && { helmValues }) });
  }
  return {
    ...change,
    intent: read.intent,
    place: read.place,
    removes: read.built.removes,
    homes: read.built.homes,
    objects: objects.map(object => withTakenAway(object, takenAway)),
    texts,
  };
}

function notAsWritten(name: string, cause?: Error) {
  return new InputError(
    `${name}/${CHANGE_FILE} is not as the step istio:generate wrote it; run that step again`,
    cause,
  );
}

async function readHead(folder: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readText(folder, CHANGE_FILE));
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      throw new InputError(
        `The workspace holds no change in "${name}"; put a step istio:generate:… before this one, with the same "directory"`,
      );
    }
    throw error;
  }
}

async function readDefinitions(
  folder: string,
  path: string,
): Promise<ManifestObject[]> {
  const documents = parseAllDocuments(await readText(folder, path));
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
        `${where} is no Kubernetes object with apiVersion, kind and metadata.name; correct the step that wrote it`,
      );
    }
    // The fields that the type names are checked above; the rest is JSON, as YAML is.
    return parsed.data as ManifestObject;
  });
}

async function readText(folder: string, path: string): Promise<string> {
  const source = resolveSafeChildPath(folder, path);
  const { size } = await stat(source);
  if (size > MAX_BYTES) {
    throw new InputError(
      `${path} has ${size} bytes, at most ${MAX_BYTES} are read; split it`,
    );
  }
  return readFile(source, 'utf8');
}
