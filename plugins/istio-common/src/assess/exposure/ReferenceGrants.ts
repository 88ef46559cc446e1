import type { ObjectRef } from '../../model/identity';
import type { ReferenceGrantObject } from '../../model/gatewayApiObjects';

/**
 * Who may refer to objects of other namespaces. Inside a namespace no grant is
 * needed.
 * Source: pilot/pkg/config/kube/gatewaycommon/references.go, SecretAllowed and
 * BackendAllowed.
 */
export class ReferenceGrants {
  readonly #byNamespace = new Map<string, ReferenceGrantObject[]>();

  constructor(grants: Iterable<ReferenceGrantObject>) {
    for (const grant of grants) {
      const namespace = grant.ref.namespace ?? '';
      const known = this.#byNamespace.get(namespace);
      if (known) known.push(grant);
      else this.#byNamespace.set(namespace, [grant]);
    }
  }

  allows(from: ObjectRef, to: ObjectRef): boolean {
    if (from.namespace === to.namespace) return true;
    return (this.#byNamespace.get(to.namespace ?? '') ?? []).some(
      grant =>
        grant.from.some(
          one =>
            one.group === from.group &&
            one.kind === from.kind &&
            one.namespace === from.namespace,
        ) &&
        grant.to.some(
          one =>
            one.group === to.group &&
            one.kind === to.kind &&
            (one.name === undefined || one.name === to.name),
        ),
    );
  }
}
