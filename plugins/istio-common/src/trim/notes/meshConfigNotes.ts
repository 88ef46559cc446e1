import type { ObjectNote } from '../../model/objectNote';
import { type Fields, fields, list, text } from '../fields';

function isOn(metadata: Fields, key: string): boolean {
  return metadata[key] === 'true';
}

/**
 * What rules need of a mesh configuration beyond its settings: whether access
 * logs have a default provider, which providers are Lightstep's, whether
 * proxies give addresses to hosts that have none.
 * Source: pkg/config/analysis/analyzers/telemetry and serviceentry.
 */
export function meshConfigNotes(mesh: Fields): ObjectNote[] {
  const metadata = fields(fields(mesh.defaultConfig).proxyMetadata);
  const providers = list(mesh.extensionProviders).map(fields);
  return [
    ...(list(fields(mesh.defaultProviders).accessLogging).length > 0
      ? [{ name: 'access-log-provider' as const }]
      : []),
    ...providers.flatMap(provider => {
      const name = text(provider.name);
      return name && provider.lightstep
        ? [{ name: 'lightstep-provider' as const, details: [name] }]
        : [];
    }),
    ...(isOn(metadata, 'ISTIO_META_DNS_CAPTURE') &&
    (isOn(metadata, 'ISTIO_META_DNS_AUTO_ALLOCATE') ||
      isOn(metadata, 'PILOT_ENABLE_IP_AUTOALLOCATE'))
      ? [{ name: 'auto-allocates' as const }]
      : []),
  ];
}
