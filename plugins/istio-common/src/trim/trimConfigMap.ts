import { readLooseYaml } from '../edit/readLooseYaml';
import type { ConfigMapObject } from '../model/workloadObjects';
import { compact, fields, text, texts } from './fields';
import { objectBase } from './objectBase';
import type { TrimTools } from './PemReader';
import type { WatchedResource } from './watchedResources';

function parsed(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    // Istio itself would refuse this text; the defaults hold then.
    return undefined;
  }
}

function meshConfig(raw: string): ConfigMapObject['mesh'] {
  const mesh = fields(parsed(() => readLooseYaml(raw)));
  const exportTo = (value: unknown) =>
    Array.isArray(value) ? texts(value) : undefined;
  return compact({
    rootNamespace: text(mesh.rootNamespace),
    trustDomain: text(mesh.trustDomain),
    enableAutoMtls:
      typeof mesh.enableAutoMtls === 'boolean'
        ? mesh.enableAutoMtls
        : undefined,
    defaultDestinationRuleExportTo: exportTo(
      mesh.defaultDestinationRuleExportTo,
    ),
    defaultVirtualServiceExportTo: exportTo(mesh.defaultVirtualServiceExportTo),
    defaultServiceExportTo: exportTo(mesh.defaultServiceExportTo),
    outboundTrafficPolicy: text(fields(mesh.outboundTrafficPolicy).mode),
  });
}

function injectorValues(raw: string): ConfigMapObject['injector'] {
  const values = fields(parsed(() => JSON.parse(raw)));
  const global = fields(values.global);
  const injector = fields(values.sidecarInjectorWebhook);
  const tag = global.tag;
  return compact({
    hub: text(global.hub),
    tag: tag === undefined || tag === null ? undefined : String(tag),
    proxyImage: text(fields(global.proxy).image),
    enableNamespacesByDefault:
      injector.enableNamespacesByDefault === true ? true : undefined,
  });
}

/** The ConfigMap that istiod writes into every namespace. */
const ROOT_NAME = 'istio-ca-root-cert';
const ROOT_KEY = 'root-cert.pem';

function rootsOf(raw: unknown, { pem }: TrimTools): ConfigMapObject['roots'] {
  const bundle = text(fields(fields(raw).data)[ROOT_KEY]);
  if (!bundle) return [];
  return pem?.read(bundle).certificates;
}

/**
 * The mesh configuration, the injector's values or the roots of a namespace;
 * any other ConfigMap is dropped.
 */
export function trimConfigMap(
  resource: WatchedResource,
  raw: unknown,
  tools: TrimTools = {},
): ConfigMapObject | undefined {
  if (resource.part === 'root-ca') {
    const root = objectBase('configmap', resource, raw);
    return root?.ref.name === ROOT_NAME
      ? compact({ ...root, roots: rootsOf(raw, tools) })
      : undefined;
  }
  const base = objectBase('configmap', resource, raw, { labels: true });
  if (!base) return undefined;
  const data = fields(fields(raw).data);
  const { name } = base.ref;
  if (name.startsWith('istio-sidecar-injector')) {
    const values = text(data.values);
    return values ? { ...base, injector: injectorValues(values) } : undefined;
  }
  const mesh = text(data.mesh);
  const named = name === 'istio' || name.startsWith('istio-');
  return named && mesh ? { ...base, mesh: meshConfig(mesh) } : undefined;
}
