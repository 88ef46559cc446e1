import type { ValidationFinding } from '../../api/validation';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { fields, text } from '../../trim/fields';
import {
  type ChangeInput,
  type LiveChangeCheck,
  type LiveInput,
  ofKind,
} from '../changeCheck';

interface Scoped {
  scope: string;
  namespace: string;
  /** Where the two stand in the intent. */
  path: string;
}

/** How far an intent says that its policy without a selector reaches. */
function scopedOf({ kind, intent }: ChangeInput): Scoped | undefined {
  if (kind !== 'mtls' && kind !== 'observe') return undefined;
  const part = kind === 'mtls' ? intent : fields(intent.accessLogs);
  const scope = text(part.scope);
  const namespace = text(part.namespace);
  return (scope === 'mesh' || scope === 'namespace') && namespace
    ? { scope, namespace, path: kind === 'mtls' ? '' : 'accessLogs.' }
    : undefined;
}

/** The root namespaces of the control planes, mostly one. */
function rootsOf({ after }: LiveInput['view']): string[] {
  const settings = [...after.settings.values()];
  const known = settings.length > 0 ? settings : [after.settingsOf(undefined)];
  return [...new Set(known.map(one => one.rootNamespace))].sort();
}

/**
 * A policy without a selector holds for the mesh in its root namespace, and
 * for one namespace anywhere else: the scope of the intent is what happens.
 * Source: pilot/pkg/model/authentication.go, addPeerAuthentication;
 * telemetry.go, getTelemetries; mesh.rootNamespace of the ConfigMap istio.
 *
 * @internal
 */
export const scopeIsTrue: LiveChangeCheck = {
  id: 'scope-is-true',
  title: 'root namespace of the mesh',
  needs: ['configmaps'],
  concerns: input => scopedOf(input) !== undefined,
  run(input): ValidationFinding[] {
    const wanted = scopedOf(input);
    if (!wanted) return [];
    const { scope, namespace, path } = wanted;
    const roots = rootsOf(input.view);
    const isRoot = roots.includes(namespace);
    if (isRoot === (scope === 'mesh')) return [];
    return [
      isRoot
        ? {
            ...ofKind(CHANGE_CODES.scopeDiffers),
            field: `${path}scope`,
            cause: `${namespace} is the root namespace of the mesh, so that this would hold for every workload of the mesh and not for ${namespace} alone.`,
            fix: 'Give scope mesh if that is meant, else another namespace.',
          }
        : {
            ...ofKind(CHANGE_CODES.scopeDiffers),
            field: `${path}namespace`,
            cause: `${namespace} is not the root namespace of the mesh, so that this would hold for ${namespace} alone and not for the mesh.`,
            fix: `Give namespace ${roots.join(' or ')}, or scope namespace.`,
          },
    ];
  },
};
