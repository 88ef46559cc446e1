import type { CertificateStatus } from '../../api/facts';
import type { CertificateObject } from '../../model/certificateObjects';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { BoundVirtualServices } from '../exposure/BoundVirtualServices';
import { secretRef } from '../exposure/credentials';
import type { GatewayWorkload } from '../exposure/gatewayWorkloads';
import type { MeshSettings } from '../meshSettings';
import type { ServiceDirectory } from '../ServiceDirectory';
import { DestinationRuleIndex } from './DestinationRuleIndex';
import { HostRegistry } from './HostRegistry';
import { MeshHosts } from './MeshHosts';
import { MeshRoutes } from './MeshRoutes';
import { SidecarScopes } from './SidecarScopes';

/** What every egress is judged against, worked out once. */
export class EgressWorld {
  readonly settings: MeshSettings;
  readonly registry: HostRegistry;
  readonly bound: BoundVirtualServices;
  /** What VirtualServices of sidecars name. */
  readonly hosts: MeshHosts;
  readonly scopes: SidecarScopes;
  readonly routes: MeshRoutes;
  /** As if there were no Sidecar. */
  readonly openRoutes: MeshRoutes;
  readonly rules: DestinationRuleIndex;
  readonly #gateways = new Map<string, GatewayWorkload[]>();
  readonly #certificates = new Map<string, CertificateStatus>();
  readonly #bySecretName = new Map<string, CertificateObject[]>();

  constructor(
    readonly scope: AssessScope,
    readonly directory: ServiceDirectory,
    readonly gateways: readonly GatewayWorkload[],
    certificates: readonly CertificateStatus[] = [],
  ) {
    const { index } = scope;
    this.settings = scope.settingsOf(undefined);
    this.registry = new HostRegistry(index, this.settings);
    this.bound = new BoundVirtualServices(
      index.all('virtualservice'),
      this.settings.virtualServiceExportTo,
    );
    this.hosts = new MeshHosts(this.bound.boundTo('mesh'));
    this.scopes = new SidecarScopes(
      index.all('sidecar'),
      this.settings.rootNamespace,
    );
    this.routes = new MeshRoutes(this.bound, this.registry, this.scopes);
    this.openRoutes = this.routes.unscoped();
    this.rules = new DestinationRuleIndex(
      index.all('destinationrule'),
      this.settings,
    );
    for (const gateway of gateways) {
      for (const { ref } of scope.servicesOf(gateway.group)) {
        const key = stringifyObjectRef(ref);
        const known = this.#gateways.get(key);
        if (known) known.push(gateway);
        else this.#gateways.set(key, [gateway]);
      }
    }
    for (const certificate of certificates) {
      const { ref, secretName } = certificate;
      const secret = secretRef(ref.namespace ?? '', secretName);
      this.#certificates.set(stringifyObjectRef(secret), certificate);
    }
    for (const certificate of index.all('certificate')) {
      const same = this.#bySecretName.get(certificate.secretName);
      if (same) same.push(certificate);
      else this.#bySecretName.set(certificate.secretName, [certificate]);
    }
  }

  /** The gateway pods behind a Service; empty when it is no gateway. */
  gatewaysOf(service: ObjectRef): readonly GatewayWorkload[] {
    return this.#gateways.get(stringifyObjectRef(service)) ?? [];
  }

  /** What is known of a Secret's certificate. */
  certificateOf(secret: ObjectRef): CertificateStatus | undefined {
    return this.#certificates.get(stringifyObjectRef(secret));
  }

  /** The Certificates that write a Secret of that name, in any namespace. */
  writersOf(secretName: string): readonly CertificateObject[] {
    return this.#bySecretName.get(secretName) ?? [];
  }
}
