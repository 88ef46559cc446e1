import type { IncomingMessage } from 'node:http';
import { parseAllDocuments } from 'yaml';
import { badRequest, tooLarge, unsupportedMediaType } from '../apiErrors';
import { isRecord } from '../KubeObject';

/** As kube-apiserver's default request limit. */
const LIMIT = 3 * 1024 * 1024;

const OBJECT_TYPES = ['application/json', 'application/yaml'];

/** The media type of a request without its parameters. @internal */
export function mediaTypeOf(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0].trim();
}

/** Reads the whole body as text, up to the API server's limit. @internal */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LIMIT) throw tooLarge(LIMIT);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads JSON or YAML text into a value. @internal */
export function parseText(text: string, yaml: boolean, kind: string): unknown {
  try {
    if (!yaml) return JSON.parse(text);
    const [document] = parseAllDocuments(text);
    return document?.toJS();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${reason}`,
    );
  }
}

/** Reads the object in a request's body; JSON when the request does not say. @internal */
export async function readObject(
  request: IncomingMessage,
  kind: string,
): Promise<Record<string, unknown>> {
  const mediaType = mediaTypeOf(request) || 'application/json';
  if (!OBJECT_TYPES.includes(mediaType)) {
    throw unsupportedMediaType([
      ...OBJECT_TYPES,
      'application/vnd.kubernetes.protobuf',
    ]);
  }
  const text = await readText(request);
  const value = parseText(text, mediaType === 'application/yaml', kind);
  if (!isRecord(value)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: it is no object`,
    );
  }
  return value;
}
