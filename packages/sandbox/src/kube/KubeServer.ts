import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { FaultPlan } from '../faults/FaultPlan';
import { Authenticator, type TokenTable } from './auth/Authenticator';
import { RbacAuthorizer } from './auth/RbacAuthorizer';
import { collectGarbage } from './collectGarbage';
import { customResourceDefinition } from './customResourceDefinition';
import { KubeHandler } from './http/KubeHandler';
import { RequestLog } from './http/RequestLog';
import { KubeApi } from './KubeApi';
import type { KubeInput, KubeObject } from './KubeObject';
import { KNOWN_CUSTOM_RESOURCES, type Product } from './knownCustomResources';
import { AppliedConfigurations } from './patch/AppliedConfigurations';
import {
  CUSTOM_RESOURCE_DEFINITIONS,
  NAMESPACES,
  ResourceRegistry,
  typeOfDefinition,
} from './ResourceRegistry';
import { ObjectStore, type ObjectStoreOptions } from './store/ObjectStore';

/** Options of {@link KubeServer}. @public */
export interface KubeServerOptions extends ObjectStoreOptions {
  name: string;
  /** Who may come in; by default {@link SANDBOX_TOKENS}. */
  tokens?: TokenTable;
  /** Whose custom resources are installed; all that are known by default. */
  products?: readonly Product[];
  /** How often a watch gets a bookmark. */
  bookmarkEveryMs?: number;
  /** Whether watches may begin with what is there; off, they are refused as by older servers. */
  watchList?: boolean;
}

/** The tokens of the sandbox: all rights, a reader, the GitOps sync, and nothing at all. @public */
export const SANDBOX_TOKENS: TokenTable = {
  'sandbox-admin': { name: 'admin', groups: ['system:masters'] },
  'sandbox-reader': { name: 'reader', groups: ['meshwright:readers'] },
  'sandbox-sync': { name: 'sync', groups: ['meshwright:sync'] },
  'sandbox-nobody': { name: 'nobody' },
};

const FIRST_NAMESPACES = [
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
];

/**
 * One embedded cluster: the Kubernetes API over a store that tests and
 * scenarios can put objects into.
 *
 * @public
 */
export class KubeServer {
  readonly name: string;
  readonly store: ObjectStore;
  readonly registry: ResourceRegistry;
  readonly api: KubeApi;
  readonly faults: FaultPlan;
  readonly authenticator: Authenticator;
  /** What was asked of the cluster so far. */
  readonly requests = new RequestLog();
  private readonly handler: KubeHandler;
  private readonly applied = new AppliedConfigurations();
  private server: Server | undefined;
  private base = '';

  constructor(private readonly options: KubeServerOptions) {
    const now = options.now ?? (() => new Date());
    this.name = options.name;
    this.store = new ObjectStore({ ...options, now });
    this.registry = new ResourceRegistry(this.store);
    this.api = new KubeApi(this.store, this.registry, now);
    this.faults = new FaultPlan(this.store);
    this.authenticator = new Authenticator(options.tokens ?? SANDBOX_TOKENS);
    this.handler = new KubeHandler({
      api: this.api,
      authenticator: this.authenticator,
      authorizer: new RbacAuthorizer(this.store, this.registry),
      faults: this.faults,
      applied: this.applied,
      requests: this.requests,
      watchList: options.watchList ?? true,
      bookmarkEveryMs: options.bookmarkEveryMs ?? 15_000,
    });
    this.store.subscribe(undefined, ({ type, object }) => {
      if (type === 'DELETED') this.applied.forget(object.metadata.uid);
    });
    this.store.subscribe(CUSTOM_RESOURCE_DEFINITIONS, ({ type, object }) => {
      if (type === 'DELETED') this.uninstall(object);
    });
    collectGarbage(this.api);
    this.seedBasics();
  }

  /** Puts an object into the cluster as it is; its type is found by apiVersion and kind. */
  put(input: KubeInput): KubeObject {
    const { apiVersion = '', kind = '' } = input;
    const type = this.registry.byKind(apiVersion, kind);
    if (!type) {
      throw new Error(
        `Cluster ${this.name} does not serve ${apiVersion} ${kind}`,
      );
    }
    return this.store.put(type, input);
  }

  /** Takes an object out of the cluster, with no finalizer or grace. */
  remove(
    apiVersion: string,
    kind: string,
    namespace: string | undefined,
    name: string,
  ): void {
    const type = this.registry.byKind(apiVersion, kind);
    if (type) this.store.remove(type, namespace, name);
  }

  /** Back to a cluster with nothing in it but these objects; watches end and must list anew. */
  reset(objects: Iterable<KubeInput> = []): void {
    this.faults.clear();
    this.store.clear();
    this.registry.invalidate();
    this.seedBasics();
    for (const object of objects) this.put(object);
    this.store.compact();
    this.faults.finishWatches();
  }

  /** Answers one request whose path below the cluster's base is given. */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void> {
    await this.handler.handle(request, response, path, query);
  }

  /** Serves the cluster alone on a port of its own (a free one by default); gives its URL. */
  async listen(port = 0): Promise<string> {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://cluster');
      this.handle(request, response, url.pathname, url.searchParams).catch(() =>
        response.destroy(),
      );
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    // an HTTP server on a port has an address of that form
    const { port: bound } = server.address() as AddressInfo;
    this.base = `http://127.0.0.1:${bound}`;
    return this.base;
  }

  /** Where the cluster is served since {@link KubeServer.listen}; empty before. */
  get url(): string {
    return this.base;
  }

  /** Ends every watch and closes the port. */
  async close(): Promise<void> {
    this.faults.finishWatches();
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    await new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  private seedBasics(): void {
    for (const name of FIRST_NAMESPACES) {
      this.store.put(NAMESPACES, {
        metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Active' },
      });
    }
    const { products } = this.options;
    for (const type of KNOWN_CUSTOM_RESOURCES) {
      if (!products || products.includes(type.product)) {
        this.store.put(
          CUSTOM_RESOURCE_DEFINITIONS,
          customResourceDefinition(type),
        );
      }
    }
  }

  /** A removed definition takes its objects and its watches with it. */
  private uninstall(definition: KubeObject): void {
    const type = typeOfDefinition(definition);
    if (!type) return;
    for (const { metadata } of this.store.list(type)) {
      this.store.remove(type, metadata.namespace, metadata.name);
    }
    this.faults.finishWatchesOf(type.plural, type.group);
  }
}
