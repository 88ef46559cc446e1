import type { MeshSettings } from './meshSettings';
import { ISTIO_CSR_IMAGE, MESH_IMAGES, type MeshImage } from './registryField';

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
  image: string;
  from: string;
  to: string;
  pinned: boolean;
}

function copyOf(
  image: string,
  tag: string,
  { source, hub, digest }: { source: string; hub: string; digest?: string },
): ImageCopy {
  return {
    image,
    from: digest ? `${source}/${image}@${digest}` : `${source}/${image}:${tag}`,
    to: `${hub}/${image}:${tag}`,
    pinned: digest !== undefined,
  };
}

/**
 * Tag of the image of istio-csr: releases of the chart and of the image have
 * one number, and the tag its `v`.
 *
 * @internal
 */
export function istioCsrTag(chartVersion: string): string {
  return `v${chartVersion.replace(/^v/, '')}`;
}

/** The images of an installation, from their source to the registry. @internal */
export function imageCopies(
  settings: ImageSettings & Pick<MeshSettings, 'ca'>,
  version: string,
): ImageCopy[] {
  const { registry, mode, ca } = settings;
  if (!registry) return [];
  const { hub, source, istioCsrSource, digests } = registry;
  const tag = imageTag(settings, version);
  return [
    ...MESH_IMAGES.filter(
      image => image !== 'ztunnel' || mode === 'ambient',
    ).map(image => copyOf(image, tag, { source, hub, digest: digests[image] })),
    ...(ca.istioCsr
      ? [
          copyOf(ISTIO_CSR_IMAGE, istioCsrTag(ca.istioCsr.version), {
            ...{ source: istioCsrSource, hub },
            digest: digests[ISTIO_CSR_IMAGE],
          }),
        ]
      : []),
  ];
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
