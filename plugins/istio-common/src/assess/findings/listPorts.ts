/** "port 8080", "ports 8080, 9090", "every port". */
export function listPorts(ports: ReadonlyArray<{ port: number }>): string {
  if (ports.some(({ port }) => port === 0)) return 'every port';
  return `port${ports.length > 1 ? 's' : ''} ${ports
    .map(({ port }) => port)
    .join(', ')}`;
}
