import { setTimeout as sleep } from 'node:timers/promises';
import { kube, newNamespace, patch } from '../labKube';

/** A Kubernetes object as the server answers. */
export interface Live {
  apiVersion?: string;
  kind: string;
  metadata: { name: string; [key: string]: unknown };
  spec?: Record<string, unknown>;
  status?: {
    conditions?: Array<{
      type: string;
      status: string;
      reason?: string;
      message?: string;
    }>;
    [key: string]: unknown;
  };
  [key: string]: unknown;
}

/** Where objects of a kind live. */
const PATHS: Readonly<Record<string, [prefix: string, plural: string]>> = {
  Certificate: ['/apis/cert-manager.io/v1', 'certificates'],
  CertificateRequest: ['/apis/cert-manager.io/v1', 'certificaterequests'],
  Issuer: ['/apis/cert-manager.io/v1', 'issuers'],
  Order: ['/apis/acme.cert-manager.io/v1', 'orders'],
  Challenge: ['/apis/acme.cert-manager.io/v1', 'challenges'],
  Secret: ['/api/v1', 'secrets'],
};

/** A namespace of the lab in which one situation is brought about. */
export class Stage {
  private constructor(readonly namespace: string, readonly standIns: string) {}

  static async open(name: string, standIns: string): Promise<Stage> {
    return new Stage(await newNamespace(`cert-${name}`, {}), standIns);
  }

  async close(): Promise<void> {
    // From the top, so that nothing is made anew; a challenge that stays behind
    // would keep others for its host from being tried.
    for (const kind of ['Certificate', 'CertificateRequest', 'Order']) {
      await kube('DELETE', this.path(kind));
    }
    for (const { metadata } of await this.list('Challenge')) {
      const path = this.path('Challenge', metadata.name);
      await kube('DELETE', path);
      // It keeps its finalizer while its solver cannot clean up.
      await patch(path, { metadata: { finalizers: null } });
    }
    await kube('DELETE', `/api/v1/namespaces/${this.namespace}`);
  }

  path(kind: string, name = ''): string {
    const [prefix, plural] = PATHS[kind];
    const all = `${prefix}/namespaces/${this.namespace}/${plural}`;
    return name ? `${all}/${name}` : all;
  }

  async create(body: Live): Promise<void> {
    await kube('POST', this.path(body.kind), { body });
  }

  async list(kind: string): Promise<Live[]> {
    // The server answers a list of the kind that was asked for.
    const answer = (await kube('GET', this.path(kind))) as unknown as {
      apiVersion: string;
      items: Live[];
    };
    return answer.items.map(item => ({
      ...item,
      apiVersion: answer.apiVersion,
      kind,
    }));
  }

  async get(kind: string, name: string): Promise<Live | undefined> {
    return (await kube('GET', this.path(kind, name))) as Live | undefined;
  }

  async remove(kind: string, name: string): Promise<void> {
    await kube('DELETE', this.path(kind, name));
  }

  async patch(kind: string, name: string, body: unknown): Promise<void> {
    await patch(this.path(kind, name), body);
  }

  async patchStatus(kind: string, name: string, status: unknown) {
    await patch(`${this.path(kind, name)}/status`, { status });
  }

  /** Waits until an object of the kind says so. */
  async until(
    kind: string,
    says: (object: Live) => unknown,
    timeoutMs = 150_000,
  ): Promise<Live> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const objects = await this.list(kind);
      const found = objects.find(object => says(object));
      if (found) return found;
      if (Date.now() > deadline) {
        throw new Error(
          `${this.namespace}: no ${kind} came to be so: ${JSON.stringify(
            objects.map(({ metadata, status }) => [metadata.name, status]),
          )}`,
        );
      }
      await sleep(200);
    }
  }
}

/** The condition of an object, as `Status/Reason: message`. */
export function says(object: Live, type: string): string {
  const found = object.status?.conditions?.find(one => one.type === type);
  return found
    ? `${found.status}/${found.reason ?? ''}: ${found.message ?? ''}`
    : '';
}
