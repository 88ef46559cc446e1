import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Asks the operating system for that many free loopback ports. All of them are
 * held until the last is known, so that no two are the same.
 */
export async function freePorts(count) {
  const servers = Array.from({ length: count }, () =>
    createServer().listen({ port: 0, host: '127.0.0.1', exclusive: true }),
  );
  await Promise.all(servers.map(server => once(server, 'listening')));
  const ports = servers.map(server => server.address().port);
  await Promise.all(servers.map(server => once(server.close(), 'close')));
  return ports;
}
