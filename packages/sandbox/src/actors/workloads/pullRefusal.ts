/** A path under which the registry of the sandbox keeps what its scanner has stopped. */
const QUARANTINE = '/quarantine/';

/**
 * What the kubelet reports when the registry does not hand an image out, in the
 * words of containerd; undefined for an image that it does. Harbor answers 412
 * to a pull that its vulnerability policy forbids.
 *
 * @internal
 */
export function pullRefusal(image: string): string | undefined {
  if (!image.includes(QUARANTINE)) return undefined;
  const [name, tag = 'latest'] = image.split(/:(?=[^/]*$)/);
  const [host, ...path] = name.split('/');
  return [
    `failed to pull and unpack image "${image}"`,
    `failed to resolve reference "${image}"`,
    `unexpected status from HEAD request to https://${host}/v2/${path.join(
      '/',
    )}/manifests/${tag}`,
    '412 Precondition Failed',
  ].join(': ');
}
