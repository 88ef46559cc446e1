/** A REST client for Gitea: JSON in, JSON out, errors with Gitea's own words. */
export class GiteaApi {
  constructor({ url, token, basic }) {
    this.base = `${url}/api/v1`;
    this.authorization = token
      ? `token ${token}`
      : `Basic ${Buffer.from(basic).toString('base64')}`;
  }

  get = path => this.request('GET', path);
  post = (path, body) => this.request('POST', path, body);
  put = (path, body) => this.request('PUT', path, body);
  delete = path => this.request('DELETE', path);

  async request(method, path, body) {
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        authorization: this.authorization,
        'content-type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) {
      const error = new Error(
        `${method} ${path}: ${response.status} ${text.slice(0, 300)}`,
      );
      error.status = response.status;
      throw error;
    }
    return text ? JSON.parse(text) : undefined;
  }
}
