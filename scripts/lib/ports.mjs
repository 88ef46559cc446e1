import net from 'node:net';
import { UserError } from './userError.mjs';

/** Resolves to the port when it is free (0: any free one), else says who wants it. */
export function claimPort(port, purpose, flag) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', error => {
      reject(
        error.code === 'EADDRINUSE'
          ? new UserError(
              `Port ${port}, wanted for ${purpose}, is taken. End what listens there, or choose another with ${flag} PORT.`,
            )
          : new UserError(`Port ${port} for ${purpose}: ${error.message}.`),
      );
    });
    server.listen({ port, host: '127.0.0.1' }, () => {
      const claimed = server.address().port;
      server.close(() => resolve(claimed));
    });
  });
}
