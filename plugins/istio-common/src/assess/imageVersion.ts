/** Endings that name a variant of the image, not another version. */
const VARIANT = /-(distroless|debug)$/;

/** What a version of Istio looks like, "1.30.3" or "1.31-alpha.abc". */
const VERSION = /^\d+\.\d+/;

/** The tag of an image; undefined when it is named by digest alone, or not at all. */
export function imageTag(image: string | undefined): string | undefined {
  const [named] = (image ?? '').split('@');
  const colon = named.lastIndexOf(':');
  // A colon before the last slash belongs to the registry's port.
  if (colon === -1 || colon < named.lastIndexOf('/')) return undefined;
  return named.slice(colon + 1) || undefined;
}

/** A tag without the ending that names a variant. */
export function withoutVariant(tag: string): string {
  return tag.replace(VARIANT, '');
}

/**
 * The Istio version in an image's tag. Undefined when the image is named by
 * digest alone or by a tag that is no version.
 */
export function imageVersion(image: string | undefined): string | undefined {
  const tag = withoutVariant(imageTag(image) ?? '');
  return VERSION.test(tag) ? tag : undefined;
}
