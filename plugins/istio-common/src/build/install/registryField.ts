import { z } from 'zod';

/** `registry.example.com/istio`: a host and a path, nothing that a shell would read. */
const REPOSITORY =
  /^[a-z0-9]([a-z0-9.-]{0,200}[a-z0-9])?(:\d{1,5})?(\/[a-z0-9]([a-z0-9._-]{0,100}[a-z0-9])?){0,8}$/;

const repository = z
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

/** Name of an image of Istio. @internal */
export type MeshImage = (typeof MESH_IMAGES)[number];

const digest = z
  .string()
  .regex(
    /^sha256:[0-9a-f]{64}$/,
    'is not a digest, write it as sha256: and 64 hexadecimal digits',
  );

/** A registry of one's own for clusters that reach no other. @internal */
export const registryField = z
  .strictObject({
    hub: repository.describe(
      'Registry and path of the copies, registry.example.com/istio',
    ),
    source: repository
      .default('registry.istio.io/release')
      .describe('Where the images are copied from'),
    pullSecret: z
      .string()
      .regex(
        /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
        'is not the name of a Secret, correct it',
      )
      .optional()
      .describe(
        'Secret with the credentials of the registry; it must be in every namespace that pulls',
      ),
    digests: z
      .strictObject({
        pilot: digest.optional(),
        proxyv2: digest.optional(),
        'install-cni': digest.optional(),
        ztunnel: digest.optional(),
      })
      .default({})
      .describe(
        'Digests that are known: these images are pinned, others go by tag',
      ),
  })
  .describe('A registry of your own, for clusters without access to others');
