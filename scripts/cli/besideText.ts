import type { BuiltDefinitions } from '@meshwright/backstage-plugin-istio-common';

function comment(text: string): string {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map(line => (line ? `# ${line}` : '#'))
    .join('\n');
}

/**
 * What an intent writes or takes away beside its objects, as comments: what is
 * printed stays YAML that a tool can read.
 */
export function besideText({
  files = [],
  removes,
}: Pick<BuiltDefinitions, 'files' | 'removes'>): string {
  const gone = [
    ...(removes?.objects ?? []).map(
      ({ kind, metadata: { namespace, name } }) =>
        `${kind} ${namespace ? `${namespace}/` : ''}${name}`,
    ),
    ...(removes?.files ?? []).map(path => `file ${path}`),
  ];
  return [
    ...files.map(
      ({ path, content, helmValues }) =>
        `\n# File ${path}${helmValues ? ', Helm values' : ''}:\n#\n${comment(
          content,
        )}\n`,
    ),
    ...gone.map(
      (what, index) => `${index === 0 ? '\n' : ''}# Takes away ${what}\n`,
    ),
  ].join('');
}
