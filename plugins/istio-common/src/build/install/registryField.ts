import { z } from 'zod';

/** `registry.example.com/istio`: a host and a path, nothing that a shell would read. */
const REPOSITORY =
  /^[a-z0-9]([a-z0-9.-]{0,200}[a-z0-9])?(:\d{1,5})?(\/[a-z0-9]([a-z0-9._-]{0,100}[a-z0-9])?){0,8}$/;

/** A registry with a path. @internal */
export const imageRepository = z
  .string()
  .regex(
    REPOSITORY,
    'is not a registry with a path, write it as registry.example.com/istio',
  );

/** The images of an installation, by their names in the registry. @internal */
export const MESH_IMAGES = [
  'pilot',
  'proxyv2',
  'install-cni',
  'ztunnel',
] as const;

/** The image of istio-csr, which is no part of Istio. @internal */
export const ISTIO_CSR_IMAGE = 'cert-manager-istio-csr';

/** Name of an image of Istio. @internal */
export type MeshImage = (typeof MESH_IMAGES)[number];

/** Digest of an image. @internal */
export const imageDigest = z
  .string()
  .regex(
    /^sha256:[0-9a-f]{64}$/,
    'is not a digest, write it as sha256: and 64 hexadecimal digits',
  );

/** Secret that images are pulled with. @internal */
export const pullSecretName = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
    'is not the name of a Secret, correct it',
  );

/** A registry of one's own for clusters that reach no other. @internal */
export const registryField = z
  .strictObject({
    hub: imageRepository.describe(
      'Registry and path of the copies, registry.example.com/istio',
    ),
    source: imageRepository
      .default('registry.istio.io/release')
      .describe('Where the images are copied from'),
    istioCsrSource: imageRepository
      .default('quay.io/jetstack')
      .describe('Where that of istio-csr is copied from, where it signs'),
    pullSecret: pullSecretName
      .optional()
      .describe(
        'Secret with the credentials of the registry; it must be in every namespace that pulls',
      ),
    digests: z
      .strictObject({
        pilot: imageDigest.optional(),
        proxyv2: imageDigest.optional(),
        'install-cni': imageDigest.optional(),
        ztunnel: imageDigest.optional(),
        [ISTIO_CSR_IMAGE]: imageDigest.optional(),
      })
      .default({})
      .describe(
        'Digests that are known: these images are pinned, others go by tag',
      ),
  })
  .describe('A registry of your own, for clusters without access to others');
