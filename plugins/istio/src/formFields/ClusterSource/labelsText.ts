/** Labels as kubectl takes them, `app=cart,tier=web`. */
export function labelsText(labels: Record<string, string> | undefined): string {
  return Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** The labels that a text says; undefined when it says none. */
export function parseLabels(text: string): Record<string, string> | undefined {
  const pairs = text
    .split(',')
    .map(pair => pair.trim())
    .filter(pair => pair !== '')
    .map(pair => /^([^\s=]+)=([^\s=]*)$/.exec(pair));
  if (pairs.length === 0) return undefined;
  const labels: Array<[string, string]> = [];
  for (const match of pairs) {
    if (!match) return undefined;
    labels.push([match[1], match[2]]);
  }
  return Object.fromEntries(labels);
}
