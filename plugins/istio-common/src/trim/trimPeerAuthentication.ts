import type { PeerAuthenticationObject } from '../model/securityObjects';
import { compact, fields, text } from './fields';
import { objectBase } from './objectBase';
import { trimMatchLabels } from './trimSelector';
import type { WatchedResource } from './watchedResources';

export function trimPeerAuthentication(
  resource: WatchedResource,
  raw: unknown,
): PeerAuthenticationObject | undefined {
  const base = objectBase('peerauthentication', resource, raw);
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  const ports = Object.entries(fields(spec.portLevelMtls)).map(
    ([port, mtls]): [string, string] => [
      port,
      text(fields(mtls).mode) ?? 'UNSET',
    ],
  );
  const mode = text(fields(spec.mtls).mode);
  return compact({
    ...base,
    selector: trimMatchLabels(spec.selector),
    mode: mode === 'UNSET' ? undefined : mode,
    portLevel: ports.length > 0 ? Object.fromEntries(ports) : undefined,
  });
}
