import { request } from 'node:https';

/** A Kubernetes API answer that is not a success, with the server's own words. */
export class KubeApiError extends Error {
  constructor(status, body, method, path) {
    super(`${method} ${path}: ${status} ${body?.message ?? ''}`.trim());
    this.name = 'KubeApiError';
    this.status = status;
    this.body = body;
  }
}

const PATCH_TYPES = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** The little of a Kubernetes client that the lab and its tests need. */
export class KubeApi {
  constructor({ url, caData, token }) {
    this.url = url;
    this.ca = Buffer.from(caData, 'base64');
    this.token = token;
  }

  get = (path, options) => this.request('GET', path, options);
  create = (path, body, options) =>
    this.request('POST', path, { ...options, body });
  delete = (path, options) => this.request('DELETE', path, options);
  patch = (path, body, type = 'merge') =>
    this.request('PATCH', path, { body, contentType: PATCH_TYPES[type] });

  /** Server-side apply of one object at the path of that object. */
  apply = (path, body) =>
    this.patch(`${path}?fieldManager=meshwright-lab&force=true`, body, 'apply');

  /** An object, or undefined when there is none. */
  async find(path) {
    try {
      return await this.get(path);
    } catch (error) {
      if (error.status === 404) return undefined;
      throw error;
    }
  }

  request(
    method,
    path,
    { body, contentType = 'application/json', signal, text } = {},
  ) {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${this.token}`,
      accept: 'application/json',
    };
    if (payload !== undefined) {
      headers['content-type'] = contentType;
      headers['content-length'] = Buffer.byteLength(payload);
    }
    return new Promise((resolve, reject) => {
      const options = { method, headers, ca: this.ca, signal };
      const req = request(new URL(path, this.url), options, res => {
        let answer = '';
        res.setEncoding('utf8');
        res.on('data', chunk => (answer += chunk));
        res.on('error', reject);
        res.on('end', () => {
          const ok = res.statusCode < 300;
          if (text && ok) return resolve(answer);
          const parsed = parse(answer);
          if (ok) return resolve(parsed);
          return reject(new KubeApiError(res.statusCode, parsed, method, path));
        });
      });
      req.on('error', reject);
      req.setTimeout(30_000, () =>
        req.destroy(new Error(`${method} ${path}: no answer in 30 s`)),
      );
      req.end(payload);
    });
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
}
