/** Go's net/url refuses blanks and control characters. */
const FORBIDDEN = /[\p{Cc}\s]/u;

/**
 * A URL as `url()` of Kubernetes' CEL library has it: absolute, or a path that
 * begins with a slash.
 * Source: k8s.io/apiserver, pkg/cel/library/urls.go (url.ParseRequestURI).
 *
 * @internal
 */
export class KubernetesUrl {
  readonly #scheme: string;
  readonly #host: string;
  readonly #path: string;
  readonly #query: string;

  private constructor(
    scheme: string,
    host: string,
    path: string,
    query: string,
  ) {
    this.#scheme = scheme;
    this.#host = host;
    this.#path = path;
    this.#query = query;
  }

  /** Undefined for what is no URL. */
  static parse(text: string): KubernetesUrl | undefined {
    if (FORBIDDEN.test(text)) return undefined;
    if (text.startsWith('/')) return KubernetesUrl.#of('', '', text);
    const match = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text);
    if (!match) return undefined;
    const [, scheme, rest] = match;
    if (!rest.startsWith('//')) {
      // Without a slash after the scheme nothing of it is a host or a path.
      return rest === ''
        ? undefined
        : KubernetesUrl.#of(
            scheme.toLowerCase(),
            '',
            rest.startsWith('/') ? rest : '',
          );
    }
    const end = rest.slice(2).search(/[/?]/);
    const authority = end < 0 ? rest.slice(2) : rest.slice(2, end + 2);
    const host = authority.slice(authority.lastIndexOf('@') + 1);
    if (!/^(\[[0-9a-fA-F:.%]+\]|[^[\]:]*)(:\d*)?$/.test(host)) return undefined;
    const tail = end < 0 ? '' : rest.slice(end + 2);
    return KubernetesUrl.#of(scheme.toLowerCase(), host, tail);
  }

  static #of(scheme: string, host: string, tail: string): KubernetesUrl {
    const [path, ...query] = tail.split('?');
    return new KubernetesUrl(scheme, host, path, query.join('?'));
  }

  get scheme(): string {
    return this.#scheme;
  }

  /** With the port. */
  get host(): string {
    return this.#host;
  }

  get hostname(): string {
    return this.#host.replace(/:\d*$/, '').replace(/^\[|\]$/g, '');
  }

  get port(): string {
    return /:(\d*)$/.exec(this.#host.replace(/^\[.*\]/, ''))?.[1] ?? '';
  }

  get escapedPath(): string {
    return this.#path;
  }

  get query(): string {
    return this.#query;
  }
}
