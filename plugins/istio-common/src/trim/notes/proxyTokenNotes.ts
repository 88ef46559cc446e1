import type { ObjectNote } from '../../model/objectNote';
import { type Fields, fields, list, text } from '../fields';

/** The audience for which istiod takes tokens. */
const AUDIENCE = 'istio-ca';

const FOLDER = '/var/run/secrets/tokens';

function proxyOf(spec: Fields): Fields | undefined {
  return [...list(spec.containers), ...list(spec.initContainers)]
    .map(fields)
    .find(({ name }) => name === 'istio-proxy');
}

/** The audience of the token in the volume; undefined where it has none. */
function audienceOf(volume: Fields): string | undefined {
  const sources = list(fields(volume.projected).sources).map(fields);
  const token = sources
    .map(source => fields(source.serviceAccountToken))
    .find(({ path }) => path === 'istio-token');
  // Without one it is that of the API server.
  return token && (text(token.audience) ?? '');
}

/**
 * How the proxy of a pod proves itself to istiod, where it is not by a token
 * that is made for that alone and ends within hours. Certificates that are
 * mounted need none. What a pod mounts is known where it mounts anything.
 * Source: pkg/jwt, PolicyThirdParty; security/pkg/nodeagent/caclient;
 * files/injection-template.yaml of the chart istiod.
 */
export function proxyTokenNotes(spec: Fields): ObjectNote[] {
  const proxy = proxyOf(spec);
  const mounts = list(proxy?.volumeMounts).map(fields);
  if (!proxy || mounts.length === 0) return [];
  const env = new Map(
    list(proxy.env)
      .map(fields)
      .map(({ name, value }) => [text(name), text(value)]),
  );
  if (env.get('FILE_MOUNTED_CERTS') === 'true' || env.get('PROV_CERT')) {
    return [];
  }
  if (env.get('JWT_POLICY') === 'first-party-jwt') {
    return [{ name: 'proxy-token', details: ['first-party'] }];
  }
  const mount = mounts.find(
    ({ mountPath }) => text(mountPath)?.replace(/\/$/, '') === FOLDER,
  );
  const volume = list(spec.volumes)
    .map(fields)
    .find(({ name }) => mount !== undefined && name === mount.name);
  const audience = volume && audienceOf(volume);
  if (audience === AUDIENCE) return [];
  return [
    {
      name: 'proxy-token',
      details: audience === undefined ? ['missing'] : ['audience', audience],
    },
  ];
}
