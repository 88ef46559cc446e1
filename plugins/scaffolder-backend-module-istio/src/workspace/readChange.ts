import { InputError, isError } from '@backstage/errors';
import {
  type BuiltFile,
  intentKindOf,
  type ManifestObject,
  readYamlDocuments,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';
import { z } from 'zod';
import type { WorkspaceChange } from './GeneratedChange';
import { readInside } from './readInside';
import { takenAwaySchema, withTakenAway } from './takenAway';
import { CHANGE_FILE, TEXTS_FOLDER } from './writeChange';

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
  look: z
    .object({
      ...{ files: z.array(z.string()), holders: z.array(z.string()) },
      former: z.array(z.string()).optional(),
      ...{ repoUrl: z.string(), branch: z.string() },
    })
    .optional(),
  texts: z.array(
    z.object({
      path: z.string(),
      helmValues: z.boolean().optional(),
      absent: z.array(z.array(z.string())).optional(),
    }),
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
  for (const { path, helmValues, absent } of change.texts) {
    const content = await readInside(folder, `${TEXTS_FOLDER}/${path}`);
    texts.push({
      ...{ path, content },
      ...(helmValues && { helmValues }),
      ...(absent && { absent }),
    });
  }
  return {
    ...change,
    intent: read.intent,
    place: read.place,
    removes: read.built.removes,
    homes: read.built.homes,
    mustExist: read.built.mustExist,
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
    return JSON.parse(await readInside(folder, CHANGE_FILE));
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
  const documents = parse(path, await readInside(folder, path));
  return documents.map((document, index) => {
    const parsed = manifest.safeParse(document);
    if (!parsed.success) {
      throw new InputError(
        `Document ${
          index + 1
        } of ${path} is no Kubernetes object with apiVersion, kind and metadata.name; correct the step that wrote it`,
      );
    }
    // The fields that the type names are checked above; the rest is JSON, as YAML is.
    return parsed.data as ManifestObject;
  });
}

function parse(path: string, text: string): unknown[] {
  try {
    return readYamlDocuments(text);
  } catch (error) {
    if (!(error instanceof UnreadableYamlError)) throw error;
    throw new InputError(
      `${path} is not YAML that is read: ${error.message}; correct the step that wrote it`,
    );
  }
}
