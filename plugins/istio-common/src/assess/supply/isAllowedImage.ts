import { normaliseRegistry, parseImageName } from './imageName';

/**
 * Whether an image comes from one of the registries. An entry is a registry or
 * the beginning of a path in one, and ends where a part of the path ends:
 * `registry.example.com/istio` allows `registry.example.com/istio/pilot`, and
 * neither `registry.example.com/istio-copy/pilot` nor
 * `registry.example.com.evil.org/istio/pilot`. A tag or digest has no say.
 */
export function isAllowedImage(
  image: string,
  registries: readonly string[],
): boolean {
  const { repository } = parseImageName(image);
  return registries.some(entry => {
    const prefix = normaliseRegistry(entry);
    return repository === prefix || repository.startsWith(`${prefix}/`);
  });
}
