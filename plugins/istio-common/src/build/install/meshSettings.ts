import { z } from 'zod';
import { dnsLabel } from '../intentFields';
import { deliveryField } from './deliveryField';
import { meshCaField } from './meshCaField';
import { registryField } from './registryField';

const PLATFORMS = [
  'gke',
  'openshift',
  'k3s',
  'k3d',
  'minikube',
  'microk8s',
] as const;

const meshConfig = z
  .strictObject({
    trustDomain: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, 'is not a trust domain')
      .default('cluster.local')
      .describe('Trust domain: the beginning of every identity'),
    rootNamespace: dnsLabel('the root namespace')
      .optional()
      .describe(
        'Where mesh-wide policies are; the namespace of istiod by default',
      ),
    outboundTraffic: z
      .enum(['REGISTRY_ONLY', 'ALLOW_ANY'], {
        error: 'is not known, use REGISTRY_ONLY or ALLOW_ANY',
      })
      .default('REGISTRY_ONLY')
      .describe(
        'REGISTRY_ONLY answers 502 for hosts that no ServiceEntry names; no security boundary',
      ),
    accessLogs: z
      .enum(['json', 'text', 'off'], {
        error: 'is not known, use json, text or off',
      })
      .default('json')
      .describe('Access logs of every proxy on its standard output'),
  })
  .default({
    trustDomain: 'cluster.local',
    outboundTraffic: 'REGISTRY_ONLY',
    accessLogs: 'json',
  })
  .describe('Settings of the mesh');

const istiod = z
  .strictObject({
    minReplicas: z
      .int()
      .min(2, 'is below 2: no pod could be evicted, use 2 or more')
      .max(20, 'is too large, at most 20')
      .default(2)
      .describe('Fewest pods of istiod'),
    maxReplicas: z
      .int()
      .min(2, 'is below 2, use 2 or more')
      .max(50, 'is too large, at most 50')
      .default(5)
      .describe('Most pods of istiod'),
  })
  .refine(({ minReplicas, maxReplicas }) => minReplicas <= maxReplicas, {
    path: ['maxReplicas'],
    message: 'is below minReplicas, raise it',
  })
  .default({ minReplicas: 2, maxReplicas: 5 })
  .describe('Pods of the control plane');

/** What an installation and its upgrades have in common. @internal */
export const meshSettings = {
  istioNamespace: dnsLabel('the namespace')
    .default('istio-system')
    .describe('Namespace of istiod'),
  mode: z
    .enum(['sidecar', 'ambient'], {
      error: 'is not known, use sidecar or ambient',
    })
    .default('sidecar')
    .describe('ambient installs ztunnel too; sidecars work in both'),
  cniNamespace: dnsLabel('the namespace')
    .default('istio-cni')
    .describe(
      'Namespace of istio-cni and ztunnel, whose pods are privileged: its own, so that no other is labelled so',
    ),
  platform: z
    .enum(PLATFORMS, {
      error: `is not known, use one of ${PLATFORMS.join(', ')}`,
    })
    .optional()
    .describe('Platform whose paths and settings the charts know'),
  variant: z
    .enum(['distroless', 'debug'], {
      error: 'is not known, use distroless or debug',
    })
    .optional()
    .describe('Variant of the images; that of the charts by default'),
  registry: registryField.optional(),
  meshConfig,
  istiod,
  ca: meshCaField,
  delivery: deliveryField,
};

const settings = z.strictObject(meshSettings);

/** The settings of a mesh with their defaults filled in. @public */
export type MeshSettings = z.output<typeof settings>;
