import { request } from 'node:https';
import { labFacts } from './labFacts';

/** The fields of an answer that tests look into. */
export interface KubeAnswer {
  metadata: {
    name: string;
    uid: string;
    resourceVersion: string;
    annotations?: Record<string, string>;
    deletionTimestamp?: string;
  };
  spec: Record<string, unknown>;
  status: Record<string, unknown>;
  items: KubeAnswer[];
}

const PATCH_TYPE = 'application/merge-patch+json';

/** Calls the API server of the lab with all rights; an absent object is undefined. */
export async function kube(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH',
  path: string,
  options: { body?: unknown; contentType?: string } = {},
): Promise<KubeAnswer | undefined> {
  const { url, caData, adminToken } = labFacts().apiServer;
  const { body, contentType = 'application/json' } = options;
  const { status, text } = await new Promise<{ status: number; text: string }>(
    (resolve, reject) => {
      const sent = request(
        `${url}${path}`,
        {
          method,
          agent: false,
          ca: Buffer.from(caData, 'base64'),
          signal: AbortSignal.timeout(120_000),
          headers: {
            accept: 'application/json',
            authorization: `Bearer ${adminToken}`,
            'content-type': contentType,
          },
        },
        async response => {
          try {
            let read = '';
            for await (const chunk of response.setEncoding('utf8')) {
              read += chunk;
            }
            resolve({ status: response.statusCode ?? 0, text: read });
          } catch (error) {
            reject(error);
          }
        },
      );
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    },
  );
  if (status === 404 && method !== 'POST') return undefined;
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
  return JSON.parse(text);
}

/** Changes fields of an object; a list is replaced as a whole. */
export const patch = (path: string, body: unknown) =>
  kube('PATCH', path, { body, contentType: PATCH_TYPE });

/** Server-side apply, as kubectl does it. */
export const apply = (path: string, body: unknown) =>
  kube('PATCH', `${path}?fieldManager=meshwright-lab&force=true`, {
    body,
    contentType: 'application/apply-patch+yaml',
  });

/** A namespace that nobody else uses; deleting it is up to the caller. */
export async function newNamespace(
  prefix: string,
  labels: Record<string, string>,
): Promise<string> {
  const random = Math.random().toString(36).slice(2, 8);
  const name = `${prefix}-${random}`;
  const body = { metadata: { name, labels } };
  await kube('POST', '/api/v1/namespaces', { body });
  return name;
}
