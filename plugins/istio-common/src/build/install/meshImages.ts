import { MESH_IMAGES, type MeshImage } from './registryField';
import type { MeshSettings } from './meshSettings';

type ImageSettings = Pick<MeshSettings, 'mode' | 'variant' | 'registry'>;

/**
 * The variant that runs: the ambient profile of the charts asks for
 * distroless. Source: manifests/helm-profiles/ambient.yaml.
 */
function variantOf({ mode, variant }: ImageSettings): string | undefined {
  return variant ?? (mode === 'ambient' ? 'distroless' : undefined);
}

/** Tag of the images, `1.30.3-distroless`. */
function imageTag(settings: ImageSettings, version: string): string {
  const variant = variantOf(settings);
  return variant ? `${version}-${variant}` : version;
}

/** An image to copy, and how it is known. @internal */
export interface ImageCopy {
  image: MeshImage;
  from: string;
  to: string;
  pinned: boolean;
}

/** The images of an installation, from their source to the registry. @internal */
export function imageCopies(
  settings: ImageSettings,
  version: string,
): ImageCopy[] {
  const { registry } = settings;
  if (!registry) return [];
  const tag = imageTag(settings, version);
  return MESH_IMAGES.filter(
    image => image !== 'ztunnel' || settings.mode === 'ambient',
  ).map(image => {
    const digest = registry.digests[image];
    return {
      image,
      from: digest
        ? `${registry.source}/${image}@${digest}`
        : `${registry.source}/${image}:${tag}`,
      to: `${registry.hub}/${image}:${tag}`,
      pinned: digest !== undefined,
    };
  });
}

/**
 * The whole name of an image whose digest is known: with a slash in it, the
 * charts take it as it is. Undefined for one that goes by tag.
 *
 * @internal
 */
export function pinnedImage(
  { registry }: ImageSettings,
  image: MeshImage,
): string | undefined {
  const digest = registry?.digests[image];
  return digest && registry ? `${registry.hub}/${image}@${digest}` : undefined;
}

/**
 * A script that copies the images with skopeo: whole indexes, so that every
 * architecture comes with its digest unchanged.
 *
 * @internal
 */
export function copyImagesScript(copies: readonly ImageCopy[]): string {
  const byTag = copies
    .filter(({ pinned }) => !pinned)
    .map(({ image }) => image);
  return [
    '#!/bin/sh',
    '# Copies the images of the mesh into the registry of this cluster.',
    ...(byTag.length > 0
      ? [
          `# By tag, because their digests were not given: ${byTag.join(
            ', ',
          )}.`,
          '# What comes is what the source has under the tag at that moment.',
        ]
      : ['# Every image by its digest.']),
    'set -eu',
    ...copies.map(
      ({ from, to }) =>
        `skopeo copy --all --preserve-digests 'docker://${from}' 'docker://${to}'`,
    ),
    '',
  ].join('\n');
}
