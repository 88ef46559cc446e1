/** A branch or file as the rest of a URL path: its slashes stay slashes. @internal */
export function urlPath(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}
