import { readFile } from 'node:fs/promises';
import { isRecord, type KubeInput } from '../kube/KubeObject';
import type { ClusterFile } from './parseArguments';

function parse(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    // several documents, one a line or one after the other, as several calls of kubectl leave them
    return splitDocuments(text).map(document => JSON.parse(document));
  }
}

/** Cuts text into its top-level JSON objects. */
function splitDocuments(text: string): string[] {
  const documents: string[] = [];
  let depth = 0;
  let start = -1;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') {
      inString = true;
    } else if (character === '{') {
      if (depth === 0) start = index;
      depth += 1;
    } else if (character === '}') {
      depth -= 1;
      if (depth === 0) documents.push(text.slice(start, index + 1));
    } else if (depth === 0 && !/\s/.test(character)) {
      throw new SyntaxError(`unexpected '${character}' at offset ${index}`);
    }
  }
  if (depth !== 0) throw new SyntaxError('it ends in the middle of an object');
  return documents;
}

/** The objects of a List or of `PodList` and its like; a single object is itself. */
function objectsOf(document: unknown): KubeInput[] | undefined {
  if (!isRecord(document) || typeof document.kind !== 'string') {
    return undefined;
  }
  if (Array.isArray(document.items)) {
    const listKind = document.kind.replace(/List$/, '');
    return document.items.filter(isRecord).map(item => ({
      ...(listKind && {
        apiVersion: String(document.apiVersion),
        kind: listKind,
      }),
      ...item,
    }));
  }
  return isRecord(document.metadata) &&
    typeof document.metadata.name === 'string'
    ? [document]
    : undefined;
}

/**
 * Reads what `kubectl get … -A -o json` printed: a List, several Lists or one
 * object a line. Errors are one sentence that names the file.
 *
 * @internal
 */
export async function readClusterFile({
  name,
  file,
}: ClusterFile): Promise<KubeInput[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // what fs rejects with
    throw new Error(
      code === 'ENOENT'
        ? `Cluster ${name}: there is no file ${file}.`
        : `Cluster ${name}: ${file} cannot be read (${code}).`,
    );
  }
  let documents: unknown[];
  try {
    documents = parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Cluster ${name}: ${file} is not JSON (${reason}); save the output of 'kubectl get … -A -o json'.`,
    );
  }
  const lists = documents.map(objectsOf);
  if (lists.length === 0 || lists.includes(undefined)) {
    throw new Error(
      `Cluster ${name}: ${file} is not a Kubernetes List; save the output of 'kubectl get … -A -o json'.`,
    );
  }
  return lists.flatMap(list => list ?? []);
}
